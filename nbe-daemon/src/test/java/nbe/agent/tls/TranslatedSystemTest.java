package nbe.agent.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import nbe.agent.net.LinkFailures;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;

/** On a system that speaks another language, and with a JDK of other words, failures are what they are. */
class TranslatedSystemTest {
    @Test
    void aRefusedConnectionIsKnownByItsType() {
        assertTrue(LinkFailures.isRefused(new ConnectException("Verbindungsaufbau abgelehnt")));
        assertFalse(LinkFailures.isRefused(new ConnectTimeoutException("Connection refused?")));
        assertFalse(LinkFailures.isRefused(new NoRouteToHostException("Keine Route zum Zielrechner")));
        assertFalse(LinkFailures.isRefused(new SocketException("refused")));
    }

    @Test
    void aWrongNameIsKnownByTheCertificate() {
        TestCertificate other =
                TestCertificate.named("CN=other").hosts("other.example").make();
        Throwable thrown = new SSLHandshakeException("geht nicht").initCause(new CertificateException("passt nicht"));
        String text = new TlsFailure(
                        "agent.example",
                        other.chain,
                        new TrustStore.Trusted(List.of(), List.of(), List.of()),
                        false,
                        List.of(),
                        Optional.empty(),
                        true,
                        Instant.parse("2026-11-22T10:15:30Z"))
                .cause(thrown)
                .text();
        assertEquals(
                "its certificate is for other.example, not for agent.example",
                text.substring(0, text.indexOf(", which")));
    }
}
