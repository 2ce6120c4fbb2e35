package nbe.agent.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.base.Printable;

/**
 * The text between {@code -----BEGIN label-----} and {@code -----END label-----} in a PEM file (RFC 7468 section 3).
 *
 * @param number from 1 on
 * @param line that of the beginning, from 1 on
 * @param headers what RFC 1421 has before the data of an encrypted key; often empty
 * @param data the rest, base64 if all is well
 * @param damage why the block cannot be used, as in "it has no line -----END CERTIFICATE-----"; empty if it can
 */
record PemBlock(int number, int line, String label, String headers, String data, String damage) {
    /** Also finds a line with a hyphen too few or a blank too many: a block that other programs skip must not be skipped in silence. */
    private static final Pattern BEGIN = Pattern.compile("-+ *BEGIN ([A-Z0-9 ]+?) *-+");

    private static final Pattern NOT_BASE64 = Pattern.compile("[^A-Za-z0-9+/=\\s]");

    /** All blocks that begin in the text, in their order, the damaged ones included. */
    static List<PemBlock> all(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        List<MatchResult> begins = BEGIN.matcher(text).results().toList();
        int line = 1;
        int counted = 0;
        for (int i = 0; i < begins.size(); i++) {
            MatchResult begin = begins.get(i);
            for (; counted < begin.start(); counted++) {
                line += text.charAt(counted) == '\n' ? 1 : 0;
            }
            int next = i + 1 < begins.size() ? begins.get(i + 1).start() : text.length();
            blocks.add(of(i + 1, line, begin.group(1), begin.group(), text.substring(begin.end(), next)));
        }
        return blocks;
    }

    /** @param rest everything up to the next beginning */
    private static PemBlock of(int number, int line, String label, String begin, String rest) {
        String rightBegin = "-----BEGIN " + label + "-----";
        String rightEnd = "-----END " + label + "-----";
        int end = rest.indexOf(rightEnd);
        List<String> body =
                rest.substring(0, end < 0 ? rest.length() : end).lines().toList();
        int headers = 0;
        while (headers < body.size()
                && (body.get(headers).isBlank() || body.get(headers).indexOf(':') > 0)) {
            headers++;
        }
        String data = String.join("\n", body.subList(headers, body.size()));
        Matcher foreign = NOT_BASE64.matcher(data);
        String damage = "";
        if (!begin.equals(rightBegin)) {
            damage = "it does not begin with " + rightBegin;
        } else if (end < 0) {
            damage = "it has no line " + rightEnd;
        } else if (foreign.find()) {
            damage = "the character '" + Printable.bounded(foreign.group(), 1) + "' in it is no base64";
        }
        return new PemBlock(number, line, label, String.join("\n", body.subList(0, headers)), data, damage);
    }

    /** A key with a password, as OpenSSL wrote it before PKCS#8. */
    boolean isEncrypted() {
        return headers.contains("ENCRYPTED");
    }

    /** Where it stands, as in "block 2 in it (line 25)". */
    String place() {
        return "block " + number + " in it (line " + line + ")";
    }

    /** @throws CertificateException if the block is damaged or holds none; the message says why, without the place */
    X509Certificate certificate() throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der()));
    }

    /** @throws CertificateException if the block is damaged; the message says why, without the place */
    byte[] der() throws CertificateException {
        if (!damage.isEmpty()) {
            throw new CertificateException(damage);
        }
        try {
            return Base64.getMimeDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }
}
