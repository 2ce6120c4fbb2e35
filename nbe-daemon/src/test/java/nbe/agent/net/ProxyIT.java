package nbe.agent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.agent.AgentProbe;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.ProxyServer;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.net.TestAgent.WireFrame;
import nbe.agent.tls.TlsSettings;
import nbe.base.Finding;
import nbe.testing.LogLines;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link through an HTTP proxy, over real TCP. */
@Timeout(30)
class ProxyIT extends ProxyRig {

    @Test
    void wssGoesThroughTheTunnelAndIsVerifiedAgainstTheAgentsName() throws Exception {
        TestCertificate named =
                TestCertificate.named("CN=agent").by(CA).hosts(HOST).make();
        agent = new TestAgent(named.server(named.chain, null), peer -> {
            peer.upgrade().text("{\"operation\":\"presence\"}");
            agent.seen.add(peer.header("Host"));
            agent.seen.add(String.valueOf(peer.header("Proxy-Authorization")));
            agent.seen.add(peer.read());
            peer.readToEnd();
        });
        tunnelsTo(agent, null);
        connect(
                "wss://" + HOST + ":9120/socket/websocket",
                Optional.of(CA.pem(directory, "ca.pem")),
                LinkLimits.DEFAULT);
        assertTrue(events.next(Opened.class)
                .description()
                .matches("agent\\.plant\\.example:9120 through the proxy 127\\.0\\.0\\.1:\\d+, TLSv1\\.3 TLS_\\w+"));
        assertEquals("CONNECT agent.plant.example:9120 HTTP/1.1", proxy.next(String.class));
        assertEquals(List.of("proxy.plant.example"), lookedUp, "the proxy looks the agent's name up");
        assertEquals(HOST + ":9120", agent.next(String.class));
        assertEquals("null", agent.next(String.class), "the login is for the proxy only");
        assertEquals("{\"operation\":\"presence\"}", events.next(Text.class).text());
        transport.send(1, Frame.unmarked("test", "{}"));
        events.next(Sent.class);
        assertEquals("{}", agent.next(WireFrame.class).text());
    }

    @Test
    void wsGoesThroughATunnelToo() throws Exception {
        agent = new TestAgent(peer -> {
            agent.seen.add(peer.upgrade().request.get(0));
            peer.readToEnd();
        });
        tunnelsTo(agent, null);
        connect("ws://" + HOST + ":9120/socket/websocket", Optional.empty(), LinkLimits.DEFAULT);
        events.next(Opened.class);
        assertEquals("CONNECT agent.plant.example:9120 HTTP/1.1", proxy.next(String.class));
        assertEquals("GET /socket/websocket HTTP/1.1", agent.next(String.class));
    }

    @Test
    void theLoginGoesToTheProxyAndNowhereElse() throws Exception {
        user = "desk%207:s%40fe+%C3%BC@";
        agent = new TestAgent(peer -> peer.upgrade().readToEnd());
        tunnelsTo(agent, "desk 7:s@fe+ü");
        try (LogLines lines = LogLines.of("agent")) {
            connect("ws://" + HOST + ":9120/", Optional.empty(), LinkLimits.DEFAULT);
            assertFalse(events.next(Opened.class).description().contains("fe"));
            transport.close();
            assertFalse(lines.from(Level.TRACE).isEmpty(), "nothing is logged, so nothing is proven");
            for (String line : lines.from(Level.TRACE)) {
                assertFalse(line.contains("s@fe") || line.contains("%40fe") || line.contains("Basic"), line);
            }
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedBehindAProxyToo() throws Exception {
        TestCertificate other = TestCertificate.named("CN=agent")
                .by(CA)
                .hosts("proxy.plant.example", "127.0.0.1")
                .make();
        agent = new TestAgent(
                other.server(other.chain, null), peer -> peer.upgrade().readToEnd());
        tunnelsTo(agent, null);
        connect("wss://" + HOST + ":9120/", Optional.of(CA.pem(directory, "ca.pem")), LinkLimits.DEFAULT);
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.TLS, lost.cause().kind());
        says(lost.cause().text(), HOST + ":9120 through the proxy 127.0.0.1:", "not for " + HOST);
    }

    @Test
    void plainTextBehindTheProxyIsToldAsTheAgentsDoing() throws Exception {
        agent = new TestAgent(new ServerSocket(), peer -> {
            peer.in.readUnsignedByte();
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.readToEnd();
        });
        tunnelsTo(agent, null);
        connect("wss://" + HOST + ":9120/", Optional.of(CA.pem(directory, "ca.pem")), LinkLimits.DEFAULT);
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.TLS, lost.cause().kind());
        says(lost.cause().text(), HOST + ":9120 through the proxy", "answers without TLS");
    }

    @Test
    void tlsBehindTheProxyOfAWsUrlIsTold() throws Exception {
        TestCertificate named =
                TestCertificate.named("CN=agent").by(CA).hosts(HOST).make();
        agent = new TestAgent(named.server(named.chain, null), Peer::readToEnd);
        tunnelsTo(agent, null);
        connect("ws://" + HOST + ":9120/", Optional.empty(), LinkLimits.DEFAULT);
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.TLS, lost.cause().kind(), lost.cause().text());
        says(lost.cause().text(), "speaks TLS, but agent_url begins with ws://");
    }

    @Test
    void afterARefusalTheNextAttemptGoesThrough() throws Exception {
        agent = new TestAgent(peer -> peer.upgrade().readToEnd());
        proxy = new TestAgent(answers("HTTP/1.1 503 Later"));
        connect("ws://" + HOST + ":9120/", Optional.empty(), LinkLimits.DEFAULT);
        events.next(Lost.class);
        TestProxy opens = new TestProxy(Map.of(HOST + ":9120", agent.port()), null);
        proxy.play(peer -> opens.play(proxy, peer));
        transport.connect(2);
        assertEquals(2, events.next(Opened.class).link());
    }

    @Test
    void doctorTellsEachStepOfTheWayThroughTheProxy() throws Exception {
        agent = new TestAgent(peer -> {
            peer.upgrade().read();
            peer.close(1000, "");
        });
        TestProxy opens = new TestProxy(Map.of("agent.plant.example:9120", agent.port()), "desk:secret");
        proxy = new TestAgent(peer -> opens.play(proxy, peer));
        String at = "proxy.plant.example:" + proxy.port();
        List<Finding> findings = new AgentProbe(
                        LinkTarget.direct(URI.create("ws://agent.plant.example:9120/"), TlsSettings.NONE)
                                .through(Optional.of(ProxyServer.of("http://desk:secret@" + at))),
                        System::nanoTime,
                        InstantSource.system(),
                        Map.of(),
                        this::lookUp)
                .run();
        assertEquals(
                List.of(
                        Finding.ok("agent", "proxy.plant.example is 127.0.0.1"),
                        Finding.ok("agent", "TCP connection to 127.0.0.1 port " + proxy.port()),
                        Finding.ok("agent", "the proxy " + at + " opened the way to agent.plant.example:9120"),
                        Finding.ok("agent", "WebSocket handshake done, and closed again")),
                findings);
    }
}
