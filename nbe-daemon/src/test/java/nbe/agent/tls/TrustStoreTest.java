package nbe.agent.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {
    private static final TestCertificate ONE =
            TestCertificate.named("CN=one").authority().make();
    private static final TestCertificate TWO =
            TestCertificate.named("CN=two").authority().make();

    @TempDir
    Path directory;

    @Test
    void theFirstBundleThatIsThereCountsAndCaFileInAddition() throws Exception {
        Path bundle = ONE.pem(directory, "bundle.pem");
        Path caFile = TWO.pem(directory, "ca.pem");
        TrustStore store = new TrustStore(
                Optional.of(caFile),
                List.of(directory.resolve("none.pem"), bundle, Path.of("/etc/hostname")),
                List.of());
        TrustStore.Trusted trusted = store.read();
        assertEquals(List.of(ONE.certificate, TWO.certificate), trusted.certificates());
        assertEquals(List.of(bundle + " (1)", "ca_file " + caFile + " (1)"), trusted.searched());
    }

    @Test
    void aBundleThatChangesCountsWithoutARestart() throws Exception {
        Path bundle = ONE.pem(directory, "bundle.pem");
        TrustStore store = new TrustStore(Optional.empty(), List.of(bundle), List.of());
        assertEquals(List.of(ONE.certificate), store.read().certificates());
        TWO.pem(directory, "bundle.pem");
        Files.setLastModifiedTime(bundle, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        assertEquals(List.of(TWO.certificate), store.read().certificates());
    }

    @Test
    void aBundleThatDoesNotChangeIsNotParsedAgain() throws Exception {
        TrustStore store = new TrustStore(Optional.empty(), List.of(ONE.pem(directory, "bundle.pem")), List.of());
        assertSame(
                store.read().certificates().get(0), store.read().certificates().get(0));
    }

    @Test
    void damagedEntriesOfTheSystemDoNotTakeTheOthersWithThem() throws Exception {
        Path bundle = directory.resolve("bundle.pem");
        Files.writeString(
                bundle,
                TestCertificate.pem("CERTIFICATE", new byte[] {1, 2, 3})
                        + TestCertificate.pem("CERTIFICATE", new byte[] {1, 2, 3})
                                .replace("AQID", "AQ!D")
                        + "-----BEGIN CERTIFICATE-----\nAQID\n"
                        + TestCertificate.pem("CERTIFICATE", TestCertificate.encoded(ONE.certificate)));
        TrustStore store = new TrustStore(Optional.empty(), List.of(bundle), List.of());
        assertEquals(List.of(ONE.certificate), store.read().certificates());
    }

    @Test
    void withoutAnyStoreOfTheSystemCaFileAloneCounts() throws Exception {
        Path none = directory.resolve("none");
        Path caFile = ONE.pem(directory, "ca.pem");
        TrustStore store = new TrustStore(Optional.of(caFile), List.of(none), List.of("No-Such-Store"));
        TrustStore.Trusted trusted = store.read();
        assertEquals(List.of(ONE.certificate), trusted.certificates(), "and nothing of what comes with Java");
        assertEquals(List.of(ONE.certificate), trusted.ofCaFile());
        assertEquals(
                List.of(
                        "the system's bundle (none of " + none + " can be read)",
                        "No-Such-Store (0)",
                        "ca_file " + caFile + " (1)"),
                trusted.searched());
    }

    @Test
    void withoutAnyStoreNobodyIsTrusted() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        for (Path bundle : List.of(directory.resolve("none"), empty)) {
            TrustStore nothing = new TrustStore(Optional.empty(), List.of(bundle), List.of());
            String told =
                    assertThrows(TlsSettingsException.class, nothing::read).getMessage();
            assertTrue(told.startsWith("no certificate authority is trusted: searched "), told);
            assertTrue(told.contains(bundle.toString()), told);
            assertTrue(told.contains("package ca-certificates"), told);
        }
    }

    @Test
    void theBundlesOfDebianRhelAndSuseAreLookedFor() {
        List<String> bundles =
                TrustStore.LINUX_BUNDLES.stream().map(Path::toString).toList();
        assertEquals(
                List.of(
                        "/etc/ssl/certs/ca-certificates.crt",
                        "/etc/pki/tls/certs/ca-bundle.crt",
                        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                        "/etc/ssl/ca-bundle.pem",
                        "/etc/ssl/cert.pem"),
                bundles);
    }

    @Test
    void thisSystemHasAStore() throws Exception {
        TrustStore.Trusted trusted = TrustStore.ofThisSystem(Optional.empty()).read();
        assertTrue(trusted.certificates().size() > 10, trusted.searched().toString());
    }
}
