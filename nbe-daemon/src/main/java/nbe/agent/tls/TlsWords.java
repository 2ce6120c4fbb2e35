package nbe.agent.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import nbe.base.Printable;

/**
 * The names of certificates in messages. Text of a certificate comes out printable and bounded.
 */
public final class TlsWords {
    private static final int LONGEST_NAME = 120;
    private static final int MOST_NAMES = 6;

    private TlsWords() {}

    static String name(Principal principal) {
        String name =
                principal instanceof X500Principal x500 ? x500.getName(X500Principal.RFC2253) : principal.getName();
        return name.isEmpty() ? "(no name)" : Printable.bounded(name, LONGEST_NAME);
    }

    static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    static String issuer(X509Certificate certificate) {
        return name(certificate.getIssuerX500Principal());
    }

    /** Subject, issuer and end. */
    public static String describe(X509Certificate certificate) {
        return subject(certificate) + ", issued by " + issuer(certificate) + ", valid until "
                + certificate.getNotAfter().toInstant();
    }

    /** The host names and addresses that it is for. */
    static List<String> hosts(X509Certificate certificate) {
        return few(HostNames.all(certificate).stream()
                .map(name -> Printable.bounded(name, LONGEST_NAME))
                .toList());
    }

    /** The first few, and how many more there are. */
    static List<String> few(List<String> all) {
        if (all.size() <= MOST_NAMES) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, MOST_NAMES));
        some.add((all.size() - MOST_NAMES) + " more");
        return some;
    }

    /** To be compared with what the agent's administrator reads out. */
    static String fingerprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return "SHA-256 " + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            return "no fingerprint: " + e.getMessage();
        }
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Java's own words for what is at the bottom of it. */
    static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String text = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return Printable.bounded(text, 200);
    }
}
