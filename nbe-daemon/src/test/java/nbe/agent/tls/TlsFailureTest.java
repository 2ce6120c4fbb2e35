package nbe.agent.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;

/** What no server of {@link TlsIT} can be made to do. */
class TlsFailureTest {
    private static final TestCertificate OWN =
            TestCertificate.named("CN=own\u0007\nname").make();

    private static String text(Throwable thrown, boolean asked, List<X509Certificate> sent) {
        return new TlsFailure(
                        "agent.example",
                        sent,
                        new TrustStore.Trusted(List.of(), List.of(), List.of("/etc/bundle (3)")),
                        asked,
                        List.of(),
                        Optional.empty(),
                        true,
                        Instant.parse("2026-11-22T10:15:30Z"))
                .cause(thrown)
                .text();
    }

    private static String alert(String alert, boolean asked) {
        return text(new SSLHandshakeException("Received fatal alert: " + alert), asked, List.of());
    }

    @Test
    void everyAlertAboutTheClientsCertificateAsksForOne() {
        for (String alert : List.of(
                "bad_certificate",
                "certificate_required",
                "certificate_unknown",
                "unknown_ca",
                "access_denied",
                "handshake_failure")) {
            assertTrue(alert(alert, true).startsWith("it asks for a client certificate"), alert);
        }
    }

    @Test
    void aServerThatDidNotAskForACertificateDoesNotWantOne() {
        assertTrue(alert("handshake_failure", false).contains("no cipher or key in common"));
        assertTrue(alert("internal_error", false).contains("alert internal_error"));
        assertTrue(alert("unrecognized_name", false).contains("does not know the name agent.example"));
    }

    @Test
    void anOldVersionThatTheServerChoseIsNamed() {
        String text = text(
                new SSLHandshakeException(
                        "The server selected protocol version TLS10 is not accepted by client preferences [TLS13, TLS12]"),
                false,
                List.of());
        assertTrue(text.startsWith("it speaks neither TLS 1.2 nor TLS 1.3 but TLS10"), text);
    }

    @Test
    void aWeakAlgorithmIsToldSo() {
        Throwable weak = new SSLHandshakeException("PKIX path validation failed")
                .initCause(new CertPathValidatorException(
                        "Algorithm constraints check failed on signature algorithm: MD5withRSA",
                        null,
                        null,
                        -1,
                        BasicReason.ALGORITHM_CONSTRAINED));
        assertTrue(text(weak, false, OWN.chain).contains("no longer safe (Algorithm constraints check failed"));
    }

    @Test
    void whatIsNotKnownIsToldInJavasWords() {
        assertEquals(
                "the TLS handshake failed: something new",
                text(new SSLException(new IllegalStateException("something new")), false, List.of()));
    }

    @Test
    void namesInCertificatesCannotBreakTheLogLine() {
        String text = text(new SSLException("odd"), false, OWN.chain);
        assertEquals(1, text.lines().count(), text);
        assertTrue(text.chars().noneMatch(Character::isISOControl), text);
    }
}
