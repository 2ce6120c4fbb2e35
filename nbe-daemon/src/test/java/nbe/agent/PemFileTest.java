package nbe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
                .startsWith("ca_file " + file.path() + ": certificate 2 in it is damaged ("));
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

    @Test
    void aBinaryFileHoldsNoCertificate() throws Exception {
        Path path = Files.write(directory.resolve("file.der"), TestCertificate.encoded(ONE.certificate));
        assertTrue(message(() -> new PemFile("ca_file", path).certificates()).contains("must be PEM"));
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
