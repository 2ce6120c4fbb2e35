package nbe.agent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** How certificates are called in messages. What stands in them is foreign text and comes out printable and bounded. */
final class TlsWords {
    private static final int LONGEST_NAME = 120;
    private static final int MOST_NAMES = 6;

    // types of alternative names, RFC 5280 section 4.2.1.6
    private static final int DNS = 2;
    private static final int IP = 7;

    private TlsWords() {}

    static String name(Principal principal) {
        String name =
                principal instanceof X500Principal x500 ? x500.getName(X500Principal.RFC2253) : principal.getName();
        return name.isEmpty() ? "(no name)" : ForeignText.printable(name, LONGEST_NAME);
    }

    static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    static String issuer(X509Certificate certificate) {
        return name(certificate.getIssuerX500Principal());
    }

    /** Subject, issuer and end. */
    static String describe(X509Certificate certificate) {
        return subject(certificate) + ", issued by " + issuer(certificate) + ", valid until "
                + certificate.getNotAfter().toInstant();
    }

    /** The host names and addresses that it is for; without any, the common name, which no longer counts, is not told. */
    static List<String> hosts(X509Certificate certificate) {
        List<String> hosts = new ArrayList<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.get(0).equals(DNS) || name.get(0).equals(IP)) {
                    hosts.add(ForeignText.printable(String.valueOf(name.get(1)), LONGEST_NAME));
                }
            }
        } catch (CertificateParsingException e) {
            return List.of("names that cannot be read");
        }
        return hosts.size() <= MOST_NAMES ? hosts : few(hosts);
    }

    private static List<String> few(List<String> hosts) {
        List<String> some = new ArrayList<>(hosts.subList(0, MOST_NAMES));
        some.add((hosts.size() - MOST_NAMES) + " more");
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
}
