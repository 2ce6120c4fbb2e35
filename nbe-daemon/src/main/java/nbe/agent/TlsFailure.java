package nbe.agent;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.agent.LinkCause.Kind;

/**
 * Says in words what went wrong with TLS, and what is to be done: Java's own messages name neither the certificate nor the
 * remedy.
 *
 * @param host the name in {@code agent_url}
 * @param sent what the server sent, its own certificate first; empty if it came to none
 * @param searched the trust stores
 * @param askedForClient whether the server asked for a client certificate
 * @param acceptedIssuers whose client certificates it takes, if it said so
 * @param client ours, if there is one
 * @param now what the clock shows
 */
record TlsFailure(
        String host,
        List<X509Certificate> sent,
        TrustStore.Trusted searched,
        boolean askedForClient,
        List<String> acceptedIssuers,
        Optional<X509Certificate> client,
        Instant now) {
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");
    private static final Pattern SERVER_VERSION = Pattern.compile("selected protocol version (\\S+)");

    /** Alerts by which a server says that it does not like who we are, RFC 8446 section 6.2. */
    private static final Set<String> ABOUT_CLIENT = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "certificate_required",
            "unknown_ca",
            "access_denied");

    static TlsFailure of(AgentAddress address, TlsAttempt attempt, Instant now) {
        return new TlsFailure(
                address.host(),
                attempt.server().sent(),
                attempt.trusted(),
                attempt.client().asked(),
                attempt.client().acceptedIssuers(),
                attempt.client().certificate(),
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Why, in one line. */
    LinkCause cause(Throwable thrown) {
        return new LinkCause(Kind.TLS, text(thrown));
    }

    private String text(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof NotSslRecordException) {
                return "it answers without TLS. If it has none, agent_url must begin with ws:// (nothing is sent in plain"
                        + " text while it begins with wss://)";
            }
            Matcher alert = ALERT.matcher(String.valueOf(t.getMessage()));
            if (alert.find()) {
                return alert(alert.group(1));
            }
            Matcher version = SERVER_VERSION.matcher(String.valueOf(t.getMessage()));
            if (version.find()) {
                return oldVersion(" but " + version.group(1));
            }
        }
        if (!sent.isEmpty()) {
            return certificate(thrown);
        }
        return "the TLS handshake failed: " + innermost(thrown);
    }

    private String certificate(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException || hasReason(t, BasicReason.EXPIRED)) {
                return expired();
            } else if (t instanceof CertificateNotYetValidException || hasReason(t, BasicReason.NOT_YET_VALID)) {
                return notYetValid();
            } else if (hasReason(t, BasicReason.ALGORITHM_CONSTRAINED)) {
                return "its certificate chain uses an algorithm or key that is no longer safe ("
                        + ForeignText.printable(String.valueOf(t.getMessage()), 200)
                        + "): the agent needs a new certificate, "
                        + whose();
            } else if (t instanceof CertPathBuilderException || t instanceof CertPathValidatorException) {
                return untrusted(t);
            }
        }
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof CertificateException
                    && String.valueOf(t.getMessage()).matches("No .*(match|present).*")) {
                return wrongName();
            }
        }
        return "its certificate is refused: " + innermost(thrown) + "; " + whose();
    }

    private static boolean hasReason(Throwable t, BasicReason reason) {
        return t instanceof CertPathValidatorException validation && validation.getReason() == reason;
    }

    private String whose() {
        return "the certificate is " + TlsWords.describe(sent.get(0));
    }

    private String which(X509Certificate certificate) {
        return (certificate.equals(sent.get(0)) ? "its certificate " : "the certificate above its own, ")
                + TlsWords.subject(certificate)
                + " (issued by " + TlsWords.issuer(certificate) + ")";
    }

    private String expired() {
        X509Certificate old = sent.stream()
                .filter(c -> c.getNotAfter().toInstant().isBefore(now))
                .findFirst()
                .orElse(sent.get(0));
        return which(old) + " expired at " + old.getNotAfter().toInstant() + "; the clock of this computer shows " + now
                + ". If that is right, the agent needs a new certificate";
    }

    private String notYetValid() {
        X509Certificate early = sent.stream()
                .filter(c -> c.getNotBefore().toInstant().isAfter(now))
                .findFirst()
                .orElse(sent.get(0));
        return which(early) + " is valid from " + early.getNotBefore().toInstant()
                + " only; the clock of this computer shows " + now + ". If that is wrong, set the clock";
    }

    private String wrongName() {
        List<String> hosts = TlsWords.hosts(sent.get(0));
        return "its certificate is for " + (hosts.isEmpty() ? "no host name at all" : String.join(", ", hosts))
                + ", not for "
                + host
                + ", which agent_url names. Put a name that it is for into agent_url, or give the agent a certificate"
                + " for " + host + "; " + whose();
    }

    private String untrusted(Throwable reason) {
        X509Certificate own = sent.get(0);
        X509Certificate top = sent.get(sent.size() - 1);
        String where = "; searched: " + String.join(", ", searched.searched());
        Optional<X509Certificate> namesake = searched.certificates().stream()
                .filter(c -> c.getSubjectX500Principal().equals(top.getIssuerX500Principal()))
                .findFirst();
        if (namesake.isPresent()) {
            return whose() + ", and an authority of the name " + TlsWords.issuer(top)
                    + " is trusted, but it has another key, or must not issue certificates ("
                    + ForeignText.printable(String.valueOf(reason.getMessage()), 160)
                    + "). Is its certificate here out of date?" + where;
        }
        if (sent.size() == 1 && TlsWords.isSelfIssued(own)) {
            return "its certificate " + TlsWords.subject(own)
                    + " is signed by itself and is not trusted here. If it is the right one ("
                    + TlsWords.fingerprint(own) + ", valid until "
                    + own.getNotAfter().toInstant()
                    + "), put it into ca_file" + where;
        }
        if (sent.size() == 1) {
            return "the issuer of its certificate, " + TlsWords.issuer(own)
                    + ", is not trusted here, and the agent sends its own certificate only. If that issuer is an intermediate"
                    + " authority, the agent must be set up to send the intermediate certificate; if it is the authority itself,"
                    + " put its certificate into the system's store or ca_file; " + whose() + where;
        }
        String authority = TlsWords.isSelfIssued(top) ? TlsWords.subject(top) : TlsWords.issuer(top);
        return "its certificate comes from the authority " + authority
                + ", which is not trusted here. Put the certificate of that authority into the system's store or ca_file; "
                + whose() + where;
    }

    private String alert(String alert) {
        if (alert.equals("protocol_version")) {
            return oldVersion("");
        }
        boolean aboutClient = ABOUT_CLIENT.contains(alert) || (alert.equals("handshake_failure") && askedForClient);
        if (aboutClient && askedForClient) {
            return client(alert);
        }
        if (alert.equals("unrecognized_name")) {
            return "it does not know the name " + host + ", which agent_url names (alert " + alert + ")";
        }
        if (alert.equals("handshake_failure")) {
            return "it has no cipher or key in common with us (alert " + alert
                    + "); TLS 1.2 or 1.3 with current ciphers is" + " needed";
        }
        return "it refuses the TLS handshake with the alert " + ForeignText.printable(alert, 40);
    }

    /** The server asked for a client certificate and ended the connection. */
    String client(String alert) {
        String takes = acceptedIssuers.isEmpty()
                ? ""
                : "; it takes certificates of "
                        + String.join(" or ", acceptedIssuers.subList(0, Math.min(3, acceptedIssuers.size())));
        String heard = alert.isEmpty() ? "" : " (alert " + alert + ")";
        return client.map(certificate -> "it refuses our client certificate" + heard + ": "
                        + TlsWords.describe(certificate) + "; the clock of this computer shows " + now + takes)
                .orElseGet(
                        () -> "it asks for a client certificate, and there is none: set cert_file and key_file in [tls]"
                                + heard + takes);
    }

    private static String oldVersion(String instead) {
        return "it speaks neither TLS 1.2 nor TLS 1.3" + instead
                + ", and older versions are not safe: the agent must be set up" + " for one of these";
    }

    private static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String text = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return ForeignText.printable(text, 200);
    }
}
