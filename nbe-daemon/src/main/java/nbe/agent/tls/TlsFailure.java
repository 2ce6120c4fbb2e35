package nbe.agent.tls;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.base.Printable;

/**
 * Describes a TLS failure and its remedy: Java's own messages name neither the certificate nor the remedy. The alert that came stands only
 * in the text of Java's exception; that text is a constant of the JDK, the same in every language.
 *
 * @param host the name in {@code agent_url}
 * @param sent what the server sent, its own certificate first; empty if it came to none
 * @param searched the trust stores
 * @param askedForClient whether the server asked for a client certificate
 * @param acceptedIssuers the issuers of client certificates that it accepts, if it named any
 * @param client ours, if there is one
 * @param saidName whether the handshake named the server
 * @param now the time of this computer's clock
 */
public record TlsFailure(
        String host,
        List<X509Certificate> sent,
        TrustStore.Trusted searched,
        boolean askedForClient,
        List<String> acceptedIssuers,
        Optional<X509Certificate> client,
        boolean saidName,
        Instant now) {
    private static final String NAME_WARNING = "handshake warning: unrecognized_name";
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");
    private static final Pattern SERVER_VERSION = Pattern.compile("selected protocol version (\\S+)");

    /** Alerts by which a server rejects its client, RFC 8446 section 6.2. */
    private static final Set<String> ABOUT_CLIENT = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "certificate_required",
            "unknown_ca",
            "access_denied");

    public static TlsFailure of(AgentAddress address, TlsAttempt attempt, Instant now) {
        return new TlsFailure(
                address.host(),
                attempt.server().sent(),
                attempt.trusted(),
                attempt.client().asked(),
                attempt.client().acceptedIssuers(),
                attempt.client().certificate(),
                attempt.saysName(),
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Whether the server warned that it does not know the name in the handshake; Java ends the handshake at that. */
    public boolean isOfName(Throwable thrown) {
        return saidName && isNameWarning(thrown);
    }

    private static boolean isNameWarning(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SSLException && String.valueOf(t.getMessage()).contains(NAME_WARNING)) {
                return true;
            }
        }
        return false;
    }

    private String nameWarning() {
        return "it warns that it does not know the name " + host
                + ", which agent_url names (TLS alert unrecognized_name),"
                + " at which Java ends the handshake. Its administrator should give it that name (Apache:"
                + " ServerName or ServerAlias), or agent_url a name that it knows. The next attempt does not say the name"
                + " (no SNI); the certificate must be for it all the same";
    }

    /** Why, in one line. */
    public LinkCause cause(Throwable thrown) {
        return new LinkCause(Kind.TLS, text(thrown));
    }

    private String text(Throwable thrown) {
        if (isNameWarning(thrown)) {
            return saidName
                    ? nameWarning()
                    : "it warns that it does not know a name (TLS alert unrecognized_name), although none was said to it, and"
                            + " Java ends the handshake at that. Its TLS settings must be put right";
        }
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
            return new CertificateFault(host, sent, searched, now).text(thrown);
        }
        return "the TLS handshake failed: " + TlsWords.innermost(thrown);
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
        return "it refuses the TLS handshake with the alert " + Printable.bounded(alert, 40);
    }

    /** The server asked for a client certificate and ended the connection. */
    public String client(String alert) {
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
}
