package nbe.agent.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemFileTest {
    private static final TestCertificate ONE = TestCertificate.named("CN=one").make();
    private static final TestCertificate TWO =
            TestCertificate.named("CN=two").key("RSA").by(ONE).make();

    @TempDir
    Path directory;

    private PemFile file(String text) throws IOException {
        return new PemFile("ca_file", Files.writeString(directory.resolve("file.pem"), text));
    }

    private static String pem(TestCertificate certificate) {
        return TestCertificate.pem("CERTIFICATE", TestCertificate.encoded(certificate.certificate));
    }

    private static long lines(String text) {
        return text.lines().count();
    }

    private static String message(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(TlsSettingsException.class, executable).getMessage();
    }

    @Test
    void certificatesAreFoundWhateverStandsBetweenThem() throws Exception {
        PemFile file = file("# Plant CA - don't touch\r\n" + pem(ONE) + "Subject: -----\n\n"
                + pem(TWO).replace("\n", "\r\n") + "trailer");
        assertEquals(List.of(ONE.certificate, TWO.certificate), file.certificates());
    }

    @Test
    void aDamagedCertificateIsNamed() throws Exception {
        String damaged = pem(TWO).replaceFirst("\n....", "\nAAAA");
        PemFile file = file(pem(ONE) + damaged);
        assertTrue(message(file::certificates)
                .startsWith("ca_file " + file.path() + ": certificate 2 in it (line " + (1 + lines(pem(ONE)))
                        + ") is damaged ("));
        assertEquals(1, file.readableCertificates().good().size());
        assertEquals(1, file.readableCertificates().bad());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path path = directory.resolve("none.pem");
        assertEquals("ca_file " + path + " does not exist", message(() -> new PemFile("ca_file", path).certificates()));
    }

    @Test
    void aDirectoryIsNoFile() {
        assertTrue(message(() -> new PemFile("ca_file", directory).certificates())
                .startsWith("ca_file " + directory + " cannot be read"));
    }

    private String told(byte[] content) throws IOException {
        Path path = Files.write(directory.resolve("file.pem"), content);
        return message(() -> new PemFile("ca_file", path).certificates()).replace("ca_file " + path + " ", "");
    }

    @Test
    void anotherFormatIsNamedWithTheWayOutOfIt() throws Exception {
        byte[] der = TestCertificate.encoded(ONE.certificate);
        assertTrue(told(der).startsWith("is DER, not PEM. Convert a certificate: openssl x509 -inform DER -in "));
        assertTrue(told(new byte[] {0x30, (byte) 0x82, 9, 8, 2, 1, 3, 0x30}).startsWith("is PKCS#12 (.p12, .pfx)"));
        assertTrue(told(new byte[] {0x30, (byte) 0x80, 2, 1, 3, 0x30}).startsWith("is PKCS#12 (.p12, .pfx)"));
        assertTrue(told(new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0})
                .startsWith("is a Java key store"));
        assertEquals("is empty", told("\r\n ".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(told(new byte[] {0x30}).startsWith("is no PEM"));
        assertTrue(
                told("agent.plant.example".getBytes(StandardCharsets.US_ASCII)).startsWith("is no PEM"));
        byte[] document = pem(ONE).replace("-----", "\u2013\u2013").getBytes(StandardCharsets.UTF_8);
        assertTrue(told(document).startsWith("has a line BEGIN, but not between five hyphens"));
    }

    @Test
    void utf16IsNamedWhetherAllOfTheFileIsInItOrAPart() throws Exception {
        byte[] bom = {(byte) 0xFF, (byte) 0xFE};
        byte[] little = pem(ONE).getBytes(StandardCharsets.UTF_16LE);
        byte[] ascii = pem(TWO).getBytes(StandardCharsets.US_ASCII);
        for (byte[] content : List.of(
                concat(bom, little), little, pem(ONE).getBytes(StandardCharsets.UTF_16), concat(ascii, little))) {
            String told = told(content);
            assertTrue(told.startsWith("is saved as UTF-16, as PowerShell's > and Out-File do"), told);
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void utf8WithAMarkIsFine() throws Exception {
        assertEquals(List.of(ONE.certificate), file("\uFEFF" + pem(ONE)).certificates());
    }

    @Test
    void anotherKindOfBlockIsNamed() throws Exception {
        for (String before : List.of("", pem(TWO))) {
            String trusted = message(
                    file(before + TestCertificate.pem("TRUSTED CERTIFICATE", new byte[] {1, 2, 3}))::certificates);
            assertTrue(trusted.contains("is a TRUSTED CERTIFICATE"), trusted);
            assertTrue(trusted.contains("openssl x509 -in "), trusted);
            String envelope = message(file(before + TestCertificate.pem("PKCS7", new byte[] {1, 2, 3}))::certificates);
            assertTrue(envelope.contains("openssl pkcs7 -print_certs -in "), envelope);
        }
        String request = message(file(TestCertificate.pem("CERTIFICATE REQUEST", new byte[] {1, 2, 3}))::certificates);
        assertTrue(request.contains(" holds no certificate, but CERTIFICATE REQUEST: "), request);
        String key = message(() -> file(pem(ONE)).key("EC"));
        assertTrue(key.contains(" holds no key, but CERTIFICATE: "), key);
    }

    @Test
    void aBlockOfSeveralThatIsMalformedIsNamedAndNotPassedOver() throws Exception {
        String good = pem(ONE);
        String place = "certificate 2 in it (line " + (1 + lines(good)) + ") is damaged (";
        Map<String, String> malformed = Map.of(
                pem(TWO).replaceFirst("\n....", "\n....".replace('.', '!')), "the character '!' in it is no base64",
                pem(TWO).replaceFirst("-----END.*\n", ""), "it has no line -----END CERTIFICATE-----",
                pem(TWO).replaceFirst("-----BEGIN", "----BEGIN"), "it does not begin with -----BEGIN CERTIFICATE-----",
                pem(TWO).replaceFirst("-----END CERTIFICATE", "-----END X509 CERTIFICATE"),
                        "it has no line -----END CERTIFICATE-----");
        for (Map.Entry<String, String> entry : malformed.entrySet()) {
            PemFile file = file(good + entry.getKey() + good);
            String told = message(file::certificates);
            assertTrue(told.contains(place + entry.getValue()), told);
            assertEquals(2, file.readableCertificates().good().size(), "those of the system's bundle are skipped");
            assertEquals(1, file.readableCertificates().bad());
        }
    }

    @Test
    void aPasswordOnAKeyIsTold() throws Exception {
        String traditional = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                + "DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nAQID\n-----END EC PRIVATE KEY-----\n";
        for (String text : List.of(traditional, TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}))) {
            String told = message(() -> file(text).key("EC"));
            assertTrue(told.contains(" is encrypted, and nobody is there to type its password. Convert it: "), told);
        }
        String ssh = message(() ->
                file(TestCertificate.pem("OPENSSH PRIVATE KEY", new byte[] {1})).key("EC"));
        assertTrue(ssh.contains("OpenSSH's own form"), ssh);
    }

    @Test
    void theKeyOfALaterCertificateIsToldSo() throws Exception {
        TestCertificate authority = TestCertificate.named("CN=authority").make();
        Path both = Files.writeString(directory.resolve("both.pem"), pem(authority) + pem(ONE));
        TlsSettings settings =
                new TlsSettings(Optional.empty(), Optional.of(both), Optional.of(ONE.keyPem(directory, "one.key")));
        String told = message(() -> ClientCertificate.of(settings));
        assertTrue(told.endsWith("CN=authority, but that of CN=one after it, which must come first"), told);
    }

    @Test
    void keysOfBothKindsAreRead() throws Exception {
        for (TestCertificate certificate : List.of(ONE, TWO)) {
            PemFile file = new PemFile("key_file", certificate.keyPem(directory, "key.pem"));
            assertEquals(
                    certificate.keys.getPrivate(),
                    file.key(certificate.certificate.getPublicKey().getAlgorithm()));
        }
    }

    @Test
    void keysOfOtherFormsAreToldHowToBeConverted() throws Exception {
        for (String label : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
            PemFile file = file(TestCertificate.pem(label, new byte[] {1, 2, 3}));
            assertTrue(message(() -> file.key("RSA")).contains("openssl pkcs8 -topk8 -nocrypt -in " + file.path()));
        }
    }

    @Test
    void aKeyOfAnotherAlgorithmIsToldSo() throws Exception {
        PemFile file = new PemFile("key_file", ONE.keyPem(directory, "key.pem"));
        assertTrue(message(() -> file.key("RSA")).contains("no RSA key as the certificate in cert_file asks for"));
    }

    @Test
    void certAndKeyMustBelongTogether() throws Exception {
        TestCertificate other = TestCertificate.named("CN=other").make();
        TlsSettings settings = new TlsSettings(
                Optional.empty(),
                Optional.of(ONE.pem(directory, "cert.pem")),
                Optional.of(other.keyPem(directory, "key.pem")));
        assertTrue(message(() -> ClientCertificate.of(settings))
                .contains("is not the key of the first certificate in cert_file"));
    }

    @Test
    void certAndKeyComeTogetherOrNotAtAll() throws Exception {
        TlsSettings half =
                new TlsSettings(Optional.empty(), Optional.of(ONE.pem(directory, "cert.pem")), Optional.empty());
        assertEquals(
                "cert_file and key_file belong together; only cert_file is set",
                message(() -> ClientCertificate.of(half)));
        assertTrue(ClientCertificate.of(TlsSettings.NONE).certificate().isEmpty());
    }
}
