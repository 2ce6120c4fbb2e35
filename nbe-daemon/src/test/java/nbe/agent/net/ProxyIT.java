package nbe.agent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.agent.AgentProbe;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;
import nbe.agent.link.LinkEvents;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.LogLines;
import nbe.agent.net.TestAgent.Frame;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.tls.TestCertificate;
import nbe.agent.tls.TlsSettings;
import nbe.base.Finding;
import nbe.version.ProgramVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The link through an HTTP proxy, over real TCP. */
@Timeout(30)
class ProxyIT {
    private static final String HOST = "agent.plant.example";
    private static final TestCertificate CA =
            TestCertificate.named("CN=Plant CA").authority().make();

    @TempDir
    Path directory;

    private final LinkEvents events = new LinkEvents();
    private final List<String> lookedUp = new ArrayList<>();
    private String user = "";
    private TestAgent agent;
    private TestAgent proxy;
    private NettyTransport transport;

    @AfterEach
    void close() throws IOException {
        if (transport != null) {
            transport.close();
        }
        for (TestAgent server : new TestAgent[] {proxy, agent}) {
            if (server != null) {
                server.close();
            }
        }
    }

    private InetAddress[] lookUp(String name) throws UnknownHostException {
        lookedUp.add(name);
        if (name.equals("proxy.plant.example")) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }
        throw new UnknownHostException(name);
    }

    private URI proxyUrl() {
        return URI.create("http://" + user + "proxy.plant.example:" + proxy.port());
    }

    private void connect(String agentUrl, Optional<Path> caFile, LinkLimits limits) {
        transport = new NettyTransport(
                LinkTarget.direct(URI.create(agentUrl), new TlsSettings(caFile, Optional.empty(), Optional.empty()))
                        .through(Optional.of(proxyUrl())),
                events,
                InstantSource.system(),
                this::lookUp,
                limits,
                ConnectSteps.UNTOLD);
        transport.connect(1);
    }

    private void tunnelsTo(TestAgent behind, String login) throws IOException {
        TestProxy opens = new TestProxy(Map.of(HOST + ":9120", behind.port()), login);
        proxy = new TestAgent(peer -> opens.play(proxy, peer));
    }

    /** A proxy that does this to whoever comes, and what the endpoint makes of it. */
    private String refusal(TestAgent.Script script) throws Exception {
        proxy = new TestAgent(script);
        connect("wss://" + HOST + ":9120/socket/websocket", Optional.empty(), new LinkLimits(1_000, 300));
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.PROXY, lost.cause().kind(), lost.cause().text());
        return lost.cause().text();
    }

    private static TestAgent.Script answers(String head) {
        return peer -> {
            peer.readRequest();
            peer.send(head + "\r\nContent-Length: 0\r\n\r\n");
            peer.readToEnd();
        };
    }

    private static void says(String text, String... words) {
        for (String word : words) {
            assertTrue(text.contains(word), text + " does not say: " + word);
        }
    }

    // ---- that works

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
                LinkLimits.CONTRACT);
        assertTrue(events.next(Opened.class)
                .description()
                .matches("agent\\.plant\\.example:9120 through the proxy 127\\.0\\.0\\.1:\\d+, TLSv1\\.3 TLS_\\w+"));
        assertEquals("CONNECT agent.plant.example:9120 HTTP/1.1", proxy.next(String.class));
        assertEquals(List.of("proxy.plant.example"), lookedUp, "the proxy looks the agent's name up");
        assertEquals(HOST + ":9120", agent.next(String.class));
        assertEquals("null", agent.next(String.class), "the login is for the proxy only");
        assertEquals("{\"operation\":\"presence\"}", events.next(Text.class).text());
        transport.send(1, "{}");
        events.next(Sent.class);
        assertEquals("{}", agent.next(Frame.class).text());
    }

    @Test
    void wsGoesThroughATunnelToo() throws Exception {
        agent = new TestAgent(peer -> {
            agent.seen.add(peer.upgrade().request.get(0));
            peer.readToEnd();
        });
        tunnelsTo(agent, null);
        connect("ws://" + HOST + ":9120/socket/websocket", Optional.empty(), LinkLimits.CONTRACT);
        events.next(Opened.class);
        assertEquals("CONNECT agent.plant.example:9120 HTTP/1.1", proxy.next(String.class));
        assertEquals("GET /socket/websocket HTTP/1.1", agent.next(String.class));
    }

    @Test
    void theLoginGoesToTheProxyAndNowhereElse() throws Exception {
        user = "desk%207:s%40fe+%C3%BC@";
        agent = new TestAgent(peer -> peer.upgrade().readToEnd());
        tunnelsTo(agent, "desk 7:s@fe+ü");
        try (LogLines lines = new LogLines("agent")) {
            connect("ws://" + HOST + ":9120/", Optional.empty(), LinkLimits.CONTRACT);
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
        connect("wss://" + HOST + ":9120/", Optional.of(CA.pem(directory, "ca.pem")), LinkLimits.CONTRACT);
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
        connect("wss://" + HOST + ":9120/", Optional.of(CA.pem(directory, "ca.pem")), LinkLimits.CONTRACT);
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
        connect("ws://" + HOST + ":9120/", Optional.empty(), LinkLimits.CONTRACT);
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.TLS, lost.cause().kind(), lost.cause().text());
        says(lost.cause().text(), "speaks TLS, but agent_url begins with ws://");
    }

    // ---- that does not

    @Test
    void aLoginThatIsMissingIsTold() throws Exception {
        says(
                refusal(answers("HTTP/1.1 407 Nope\r\nProxy-Authenticate: Basic realm=\"x\"")),
                "the proxy 127.0.0.1:" + proxy.port() + ": it asks for user and password (407",
                "http://user:password@proxy.plant.example:" + proxy.port());
    }

    @Test
    void aLoginThatIsWrongIsToldWithoutRepeatingIt() throws Exception {
        user = "desk:secret@";
        for (String status : List.of("407 Nope", "401 Unauthorized")) {
            String text = refusal(
                    answers("HTTP/1.1 " + status + "\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic"));
            says(text, "does not take the user and password of [proxy] url (" + status);
            assertFalse(text.contains("secret"), text);
            close();
        }
    }

    @Test
    void basicIsSeenWhereverItIsOffered() throws Exception {
        for (String offer : List.of(
                "Negotiate, Basic realm=\"plant\"",
                "Digest realm=\"a, b\", nonce=\"x\", qop=\"auth\", Basic realm=\"plant\"",
                "Negotiate TlRMTVNTUA==, basic",
                "NTLM\r\nProxy-Authenticate: Digest nonce = \"y\", Basic")) {
            says(
                    refusal(answers("HTTP/1.1 407 Nope\r\nProxy-Authenticate: " + offer)),
                    "asks for user and password (407");
            close();
        }
    }

    @Test
    void schemesInOneHeaderAreAllTold() throws Exception {
        says(
                refusal(
                        answers(
                                "HTTP/1.1 407 Nope\r\nProxy-Authenticate: Negotiate, Digest realm=\"Basic, a\", nonce=\"x\", NTLM")),
                "login by Negotiate or Digest or NTLM (407",
                "knows Basic only");
    }

    @Test
    void theEndpointNamesItself() throws Exception {
        proxy = new TestAgent(peer -> {
            peer.readRequest();
            proxy.seen.add(String.valueOf(peer.header("User-Agent")));
        });
        connect("ws://" + HOST + ":9120/", Optional.empty(), LinkLimits.CONTRACT);
        assertEquals(ProgramVersion.userAgent(), proxy.next(String.class));
    }

    @Test
    void theZoneOfAnAddressIsNotForTheProxy() throws Exception {
        proxy = new TestAgent(peer -> {
            proxy.seen.add(peer.readRequest().get(0));
            proxy.seen.add(String.valueOf(peer.header("Host")));
        });
        connect("ws://[fe80::1%25eth0]:9120/", Optional.empty(), LinkLimits.CONTRACT);
        assertEquals("CONNECT [fe80::1]:9120 HTTP/1.1", proxy.next(String.class));
        assertEquals("[fe80::1]:9120", proxy.next(String.class));
    }

    @Test
    void anAnswerThatHasNoEndIsToldAsFarAsItCame() throws Exception {
        says(
                refusal(peer -> {
                    peer.readRequest();
                    peer.send("HTTP/1.1 502 Bad Gateway\r\nServer: x");
                    peer.readToEnd();
                }),
                "stuck in the answer to CONNECT of the proxy",
                ": its answer begins with \"HTTP/1.1 502 Bad Gateway\", and has no end");
    }

    @Test
    void aLoginThatIsNotBasicIsTold() throws Exception {
        says(
                refusal(answers("HTTP/1.1 407 Nope\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM")),
                "login by Negotiate or NTLM",
                "knows Basic only");
    }

    @Test
    void aProxyThatForbidsTheWayIsToldSo() throws Exception {
        says(
                refusal(answers("HTTP/1.1 403 Filtered")),
                "does not allow the way to agent.plant.example:9120 (403 Filtered)",
                "administrator must allow CONNECT");
    }

    @Test
    void anAgentThatTheProxyDoesNotReachIsToldSo() throws Exception {
        for (String status : List.of("502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout")) {
            says(
                    refusal(answers("HTTP/1.1 " + status)),
                    "does not reach agent.plant.example:9120 (" + status + ")",
                    "does the agent run",
                    "does the proxy know its name");
            close();
        }
    }

    @Test
    void aWebServerThatIsNoProxyIsToldSo() throws Exception {
        for (String status : List.of("400 Bad Request", "404 Not Found", "405 Method Not Allowed", "501 No")) {
            says(refusal(answers("HTTP/1.1 " + status)), "it opens no tunnels (" + status, "is that an HTTP proxy");
            close();
        }
    }

    @Test
    void anyOtherAnswerIsTold() throws Exception {
        says(refusal(answers("HTTP/1.1 302 Found\r\nLocation: http://portal/")), "refuses the way", "302 Found");
        close();
        says(refusal(answers("HTTP/1.1 204 No Content")), "refuses the way", "204 No Content");
    }

    @Test
    void whatSpeaksNoHttpIsToldSo() throws Exception {
        says(
                refusal(peer -> {
                    peer.send("SSH-2.0-OpenSSH_9.2\r\n");
                    peer.readToEnd();
                }),
                "what answers there is no HTTP proxy");
    }

    @Test
    void aProxyThatSpeaksTlsIsToldSo() throws Exception {
        says(
                refusal(peer -> {
                    peer.send(new byte[] {21, 3, 3, 0, 2, 2, 10});
                    peer.readToEnd();
                }),
                "speaks TLS; only proxies that are spoken to in plain HTTP");
    }

    @Test
    void aProxyThatHangsUpIsToldSo() throws Exception {
        says(
                refusal(Peer::readRequest),
                "ended the TCP connection instead of an answer to CONNECT",
                "admit this computer");
    }

    @Test
    void aProxyThatIsSilentEndsAtTheDeadline() throws Exception {
        says(
                refusal(Peer::readToEnd),
                "no connection within 1 s, stuck in the answer to CONNECT of the proxy 127.0.0.1:",
                "does it reach agent.plant.example:9120");
    }

    @Test
    void aProxyThatIsNotThereIsToldSo() throws Exception {
        proxy = new TestAgent(peer -> {});
        int port = proxy.port();
        proxy.close();
        connect("wss://" + HOST + ":9120/", Optional.empty(), LinkLimits.CONTRACT);
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.PROXY, lost.cause().kind());
        says(lost.cause().text(), "the proxy 127.0.0.1:" + port + ": connection refused", "[proxy] url");
    }

    @Test
    void aProxyWhoseNameIsUnknownIsToldSo() throws Exception {
        transport = new NettyTransport(
                LinkTarget.direct(URI.create("wss://" + HOST + "/"), TlsSettings.NONE)
                        .through(Optional.of(URI.create("http://gone.plant.example:3128"))),
                events,
                InstantSource.system(),
                this::lookUp,
                LinkLimits.CONTRACT,
                ConnectSteps.UNTOLD);
        transport.connect(1);
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.NAME_UNKNOWN, lost.cause().kind());
        says(lost.cause().text(), "the name gone.plant.example is unknown", "check [proxy] url");
    }

    @Test
    void afterARefusalTheNextAttemptGoesThrough() throws Exception {
        agent = new TestAgent(peer -> peer.upgrade().readToEnd());
        proxy = new TestAgent(answers("HTTP/1.1 503 Later"));
        connect("ws://" + HOST + ":9120/", Optional.empty(), LinkLimits.CONTRACT);
        events.next(Lost.class);
        TestProxy opens = new TestProxy(Map.of(HOST + ":9120", agent.port()), null);
        proxy.play(peer -> opens.play(proxy, peer));
        transport.connect(2);
        assertEquals(2, events.next(Opened.class).link());
    }

    // ---- doctor

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
                                .through(Optional.of(URI.create("http://desk:secret@" + at))),
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
