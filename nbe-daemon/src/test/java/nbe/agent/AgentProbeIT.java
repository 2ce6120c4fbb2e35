package nbe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.agent.link.AgentAddress;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.TestAgent;
import nbe.agent.net.TestAgent.WireFrame;
import nbe.agent.tls.TlsSettings;
import nbe.base.Finding;
import nbe.base.Finding.Grade;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AgentProbeIT {
    private static List<Finding> probe(URI url, TlsSettings tls, Map<String, String> environment) throws Exception {
        return new AgentProbe(
                        LinkTarget.direct(url, tls),
                        System::nanoTime,
                        InstantSource.system(),
                        environment,
                        InetAddress::getAllByName)
                .run();
    }

    @Test
    void tellsEachStepAndClosesWith1000() throws Exception {
        try (TestAgent agent = new TestAgent(null)) {
            agent.play(peer -> {
                WireFrame close = peer.upgrade().read();
                agent.seen.add(close);
                peer.close(1000, "");
            });
            List<Finding> findings = probe(agent.url(), TlsSettings.NONE, Map.of());
            assertEquals(
                    List.of(
                            Finding.ok("agent", "TCP connection to 127.0.0.1 port " + agent.port()),
                            Finding.ok("agent", "WebSocket handshake done, and closed again")),
                    findings);
            assertEquals(1000, agent.next(WireFrame.class).code());
        }
    }

    @Test
    void tellsOfACertificateThatIsAboutToExpire(@TempDir Path directory) throws Exception {
        TestCertificate soon = TestCertificate.named("CN=agent")
                .valid(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(10)))
                .make();
        try (TestAgent agent = new TestAgent(
                soon.server(soon.chain, null), peer -> peer.upgrade().readToEnd())) {
            TlsSettings tls =
                    new TlsSettings(Optional.of(soon.pem(directory, "ca.pem")), Optional.empty(), Optional.empty());
            List<Finding> findings = probe(URI.create("wss://127.0.0.1:" + agent.port() + "/"), tls, Map.of());
            assertTrue(findings.get(0).text().startsWith("in ca_file CN=agent expires at "), findings.toString());
            Finding certificate = findings.get(2);
            assertEquals(Grade.WARNING, certificate.grade());
            assertTrue(
                    certificate.text().matches("TLSv1.3 TLS_\\S+, certificate CN=agent, .*\\(9 days left: .*"),
                    certificate.text());
        }
    }

    @Test
    void aFailureIsTheLastFindingAndAProxyIsMentioned() throws Exception {
        int port;
        try (TestAgent agent = new TestAgent(peer -> {})) {
            port = agent.port();
        }
        List<Finding> findings = probe(
                URI.create("ws://127.0.0.1:" + port + "/"),
                TlsSettings.NONE,
                Map.of("https_proxy", "http://proxy:3128"));
        assertEquals(2, findings.size(), findings.toString());
        assertEquals(Grade.WRONG, findings.get(0).grade());
        assertTrue(findings.get(0).text().startsWith("REFUSED: 127.0.0.1:" + port));
        assertTrue(findings.get(1).text().startsWith("https_proxy is set, but not used for this agent"));
    }

    @Test
    void aUrlThatCannotBeUsedNeverReachesTheProbe() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> probe(URI.create("http://agent/"), TlsSettings.NONE, Map.of()))
                .getMessage();
        assertEquals("agent_url must be " + AgentAddress.ALLOWED + "; not: http://agent/", message);
    }
}
