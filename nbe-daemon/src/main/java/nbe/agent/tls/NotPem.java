package nbe.agent.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Describes a file that is no PEM, or only in part, and the remedy.
 */
final class NotPem {
    private static final int DER_SEQUENCE = 0x30;

    /** What stands first in the outermost sequence of PKCS#12: the integer 3, its version (RFC 7292 section 4). */
    private static final byte[] PKCS12_VERSION = {2, 1, 3};

    private NotPem() {}

    /** As in "is empty". */
    static String words(byte[] bytes, Path path) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.isBlank()) {
            return "is empty";
        } else if (isUtf16(text)) {
            return "is saved as UTF-16, as PowerShell's > and Out-File do and Notepad's \"Unicode\": save it as ASCII or"
                    + " UTF-8 (PowerShell: Get-Content " + path + " | Set-Content -Encoding ascii new.pem)";
        } else if (isDer(bytes) && startsWith(bytes, 2 + (bytes[1] & 0x7F), PKCS12_VERSION)) {
            return "is PKCS#12 (.p12, .pfx), not PEM. Convert it: openssl pkcs12 -in " + path + " -nodes -out new.pem";
        } else if (isDer(bytes)) {
            return "is DER, not PEM. Convert a certificate: openssl x509 -inform DER -in " + path
                    + " -out new.pem; a key: openssl pkcs8 -topk8 -nocrypt -inform DER -in " + path + " -out new.pem";
        } else if (startsWith(bytes, 0, new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED})) {
            return "is a Java key store, not PEM. Export from it: keytool -exportcert -rfc -keystore " + path
                    + " -alias NAME -file new.pem";
        } else if (text.contains("BEGIN ")) {
            return "has a line BEGIN, but not between five hyphens on either side: was it copied out of a document?";
        }
        return "is no PEM: there is no line -----BEGIN …-----";
    }

    /** @param text the bytes of a file, each as a character; a part in UTF-16, appended to the rest, counts as well */
    static boolean isUtf16(String text) {
        return text.startsWith("\u00FF\u00FE") || text.startsWith("\u00FE\u00FF") || text.contains("B\0E\0G\0I\0N");
    }

    /** A sequence of more than 127 bytes: the second byte says how many bytes of length follow. */
    private static boolean isDer(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == DER_SEQUENCE && bytes[1] < 0;
    }

    private static boolean startsWith(byte[] bytes, int offset, byte[] wanted) {
        return bytes.length >= offset + wanted.length
                && Arrays.equals(bytes, offset, offset + wanted.length, wanted, 0, wanted.length);
    }
}
