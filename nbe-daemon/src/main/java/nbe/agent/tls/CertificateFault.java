package nbe.agent.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes why Java refuses the server's certificate. It uses the types and reasons of Java's exceptions, never their texts, and derives
 * the rest from the certificates.
 *
 * @param host the name in {@code agent_url}
 * @param sent what the server sent, its own certificate first; not empty
 * @param searched the trust stores
 * @param now the time of this computer's clock
 */
record CertificateFault(String host, List<X509Certificate> sent, TrustStore.Trusted searched, Instant now) {
    // extended key usages, RFC 5280 section 4.2.1.12
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String ANY = "2.5.29.37.0";

    /** The bit keyCertSign, RFC 5280 section 4.2.1.3. */
    private static final int MAY_SIGN_CERTIFICATES = 5;

    String text(Throwable thrown) {
        Optional<X509Certificate> misplaced = ownBehindAuthority();
        if (misplaced.isPresent()) {
            return "the first certificate that it sends, " + TlsWords.subject(sent.get(0))
                    + ", is that of an authority, and its own, " + TlsWords.subject(misplaced.get())
                    + ", comes after it. The agent must send its own certificate first, then the one above it";
        }
        boolean path = false;
        Optional<Throwable> constrained = Optional.empty();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException || hasReason(t, BasicReason.EXPIRED)) {
                return expired();
            } else if (t instanceof CertificateNotYetValidException || hasReason(t, BasicReason.NOT_YET_VALID)) {
                return notYetValid();
            } else if (hasReason(t, BasicReason.ALGORITHM_CONSTRAINED)) {
                constrained = Optional.of(t);
            }
            path |= t instanceof CertPathBuilderException || t instanceof CertPathValidatorException;
        }
        Optional<String> weak = weak();
        if (weak.isPresent()) {
            return weak.get() + ". The agent needs a new certificate; " + whose();
        } else if (constrained.isPresent()) {
            return "its certificate chain uses an algorithm or key that is no longer safe ("
                    + TlsWords.innermost(constrained.get()) + "): the agent needs a new certificate, " + whose();
        } else if (path) {
            return untrusted(thrown);
        } else if (host.indexOf('_') >= 0) {
            return "Java verifies no host name with an underscore, as in " + host
                    + ". Put another name of the agent, or its IP address, into agent_url; its certificate must be for that";
        } else if (issuer().filter(c -> !mayIssue(c)).isPresent()) {
            return noAuthority();
        } else if (isNotForServers()) {
            return "its certificate is not made for servers (extended key usage): the agent needs another one; "
                    + whose();
        } else if (!HostNames.cover(sent.get(0), host)) {
            return wrongName();
        }
        return "its certificate is refused: " + TlsWords.innermost(thrown) + "; " + whose();
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

    /** The server's own certificate, if that of an authority stands before it. */
    private Optional<X509Certificate> ownBehindAuthority() {
        return isAuthority(sent.get(0))
                ? sent.stream().skip(1).filter(c -> !isAuthority(c)).findFirst()
                : Optional.empty();
    }

    private static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    private String expired() {
        X509Certificate old = path().stream()
                .filter(c -> c.getNotAfter().toInstant().isBefore(now))
                .findFirst()
                .orElse(sent.get(0));
        return which(old) + " expired at " + old.getNotAfter().toInstant() + "; the clock of this computer shows " + now
                + ". If that is right, the agent needs a new certificate";
    }

    private String notYetValid() {
        X509Certificate early = path().stream()
                .filter(c -> c.getNotBefore().toInstant().isAfter(now))
                .findFirst()
                .orElse(sent.get(0));
        return which(early) + " is valid from " + early.getNotBefore().toInstant()
                + " only; the clock of this computer shows " + now + ". If that is wrong, set the clock";
    }

    /** The signature of a self-signed authority proves nothing and does not count; nor does that of a trusted certificate. */
    private Optional<String> weak() {
        for (X509Certificate certificate : path()) {
            boolean signatureMatters = certificate.equals(sent.get(0)) || !TlsWords.isSelfIssued(certificate);
            Optional<String> weakness =
                    signatureMatters ? ChainRules.weakness(certificate) : ChainRules.keyWeakness(certificate);
            if (weakness.isPresent()) {
                return Optional.of(which(certificate) + " " + weakness.get());
            }
        }
        return issuer().flatMap(issuer -> ChainRules.keyWeakness(issuer)
                .map(weakness -> "the authority " + TlsWords.subject(issuer) + ", which is trusted here, " + weakness));
    }

    private boolean isNotForServers() {
        try {
            List<String> usages = sent.get(0).getExtendedKeyUsage();
            return usages != null && !usages.contains(SERVER) && !usages.contains(ANY);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private String wrongName() {
        List<String> hosts = TlsWords.hosts(sent.get(0));
        return "its certificate is for " + (hosts.isEmpty() ? "no host name at all" : String.join(", ", hosts))
                + ", not for " + host + ", which agent_url names"
                + HostNames.peculiarity(sent.get(0), host)
                        .map(why -> ": " + why)
                        .orElse("")
                + ". Put a name that it is for into agent_url, or give the agent a certificate for " + host + "; "
                + whose();
    }

    private String untrusted(Throwable reason) {
        X509Certificate own = sent.get(0);
        X509Certificate top = top();
        String where = "; searched: " + String.join(", ", searched.searched());
        if (!trustedIssuers(top).isEmpty()) {
            return namesake(TlsWords.innermost(reason)) + where;
        }
        if (TlsWords.isSelfIssued(own)) {
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
        if (top.equals(own)) {
            List<String> others = sent.stream().skip(1).map(TlsWords::subject).toList();
            return "the issuer of its certificate, " + TlsWords.issuer(own)
                    + ", is not trusted here, and what the agent sends beside its own certificate belongs to others: "
                    + String.join("; ", TlsWords.few(others))
                    + ". The agent must be set up to send the certificate of that issuer; " + whose() + where;
        }
        String authority = TlsWords.isSelfIssued(top) ? TlsWords.subject(top) : TlsWords.issuer(top);
        return "its certificate comes from the authority " + authority
                + ", which is not trusted here. Put the certificate of that authority into the system's store or ca_file; "
                + whose() + where;
    }

    /** An authority of that name is trusted, but Java rejects the chain. */
    private String namesake(String reason) {
        if (issuer().isEmpty()) {
            return whose() + ", and an authority of the name " + TlsWords.issuer(top())
                    + " is trusted, but it has another key. Is its certificate here out of date?";
        }
        return mayIssue(issuer().get())
                ? whose() + ", and its authority " + TlsWords.issuer(top())
                        + " is trusted, but Java refuses the chain: " + reason
                : noAuthority();
    }

    private String noAuthority() {
        return whose() + ", and " + TlsWords.issuer(top())
                + " is trusted, but is no authority: its own certificate does not"
                + " allow it to issue others (basic constraints, key usage)";
    }

    private static boolean mayIssue(X509Certificate issuer) {
        boolean[] usage = issuer.getKeyUsage();
        return isAuthority(issuer) && (usage == null || usage[MAY_SIGN_CERTIFICATES]);
    }

    /** The trusted certificate that signed the uppermost one that the server sent. */
    private Optional<X509Certificate> issuer() {
        return trustedIssuers(top()).stream().filter(c -> isSignedBy(top(), c)).findFirst();
    }

    private List<X509Certificate> trustedIssuers(X509Certificate certificate) {
        return searched.certificates().stream()
                .filter(c -> c.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .toList();
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The server's own certificate and those above it, in the order of the chain; the server may have sent them in another. */
    private List<X509Certificate> path() {
        List<X509Certificate> path = new ArrayList<>(sent.subList(0, 1));
        Optional<X509Certificate> next = Optional.of(sent.get(0));
        while (next.isPresent()) {
            X509Certificate last = next.get();
            next = sent.stream()
                    .filter(c ->
                            !path.contains(c) && c.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .findFirst();
            next.ifPresent(path::add);
        }
        return path;
    }

    private X509Certificate top() {
        List<X509Certificate> path = path();
        return path.get(path.size() - 1);
    }
}
