package nbe.agent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvents;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.ProxyServer;
import nbe.agent.tls.TlsSettings;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The transport, a proxy and an agent behind it. */
abstract class ProxyRig {
    static final String HOST = "agent.plant.example";

    static final TestCertificate CA =
            TestCertificate.named("CN=Plant CA").authority().make();

    @TempDir
    Path directory;

    final LinkEvents events = new LinkEvents();

    final List<String> lookedUp = new ArrayList<>();

    String user = "";

    TestAgent agent;

    TestAgent proxy;

    NettyTransport transport;

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

    InetAddress[] lookUp(String name) throws UnknownHostException {
        lookedUp.add(name);
        if (name.equals("proxy.plant.example")) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }
        throw new UnknownHostException(name);
    }

    ProxyServer proxyServer() {
        return ProxyServer.of("http://" + user + "proxy.plant.example:" + proxy.port());
    }

    void connect(String agentUrl, Optional<Path> caFile, LinkLimits limits) {
        transport = new NettyTransport(
                LinkTarget.direct(URI.create(agentUrl), new TlsSettings(caFile, Optional.empty(), Optional.empty()))
                        .through(Optional.of(proxyServer())),
                events,
                InstantSource.system(),
                this::lookUp,
                limits,
                ConnectSteps.IGNORED);
        transport.connect(1);
    }

    void tunnelsTo(TestAgent behind, String login) throws IOException {
        TestProxy opens = new TestProxy(Map.of(HOST + ":9120", behind.port()), login);
        proxy = new TestAgent(peer -> opens.play(proxy, peer));
    }

    /** A proxy that does this to whoever comes, and what the endpoint makes of it. */
    String refusal(TestAgent.Script script) throws Exception {
        return refusal(script, 10_000);
    }

    String refusal(TestAgent.Script script, long attemptMillis) throws Exception {
        proxy = new TestAgent(script);
        connect("wss://" + HOST + ":9120/socket/websocket", Optional.empty(), new LinkLimits(attemptMillis, 300));
        Lost lost = events.next(Lost.class, 15_000);
        assertEquals(Kind.PROXY, lost.cause().kind(), lost.cause().text());
        return lost.cause().text();
    }

    static TestAgent.Script answers(String head) {
        return peer -> {
            peer.readRequest();
            peer.send(head + "\r\nContent-Length: 0\r\n\r\n");
            peer.readToEnd();
        };
    }

    static void says(String text, String... words) {
        for (String word : words) {
            assertTrue(text.contains(word), text + " does not say: " + word);
        }
    }
}
