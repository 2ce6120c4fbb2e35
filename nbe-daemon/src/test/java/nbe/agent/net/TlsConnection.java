package nbe.agent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvents;
import nbe.agent.link.LinkLimits;
import nbe.agent.tls.TlsSettings;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that is set up as a test wants it, and the endpoint's connection to it over {@code wss}. */
public abstract class TlsConnection {
    public static final TestCertificate CA =
            TestCertificate.named("CN=Plant CA").authority().make();
    public static final TestCertificate GOOD =
            TestCertificate.named("CN=agent").by(CA).make();

    @TempDir
    public Path directory;

    public final LinkEvents events = new LinkEvents();
    public Optional<Path> certFile = Optional.empty();
    public Optional<Path> keyFile = Optional.empty();
    public String host = "localhost";
    public long attemptMillis = 20_000;
    public TestAgent agent;
    public NettyTransport transport;

    @AfterEach
    public void close() throws IOException {
        if (transport != null) {
            transport.close();
        }
        if (agent != null) {
            agent.close();
        }
    }

    public void connect(TestCertificate server) throws Exception {
        connect(server.server(server.chain, null), peer -> peer.upgrade().readToEnd());
    }

    public void connect(ServerSocket server, TestAgent.Script script) throws Exception {
        connect(server, script, Optional.of(CA.pem(directory, "ca.pem")));
    }

    public void connect(ServerSocket server, TestAgent.Script script, Optional<Path> caFile) throws Exception {
        agent = new TestAgent(server, script);
        connectTo("wss://" + host + ":" + agent.port() + "/socket/websocket", caFile);
    }

    public void connectTo(String url, Optional<Path> caFile) {
        transport = new NettyTransport(
                LinkTarget.direct(URI.create(url), new TlsSettings(caFile, certFile, keyFile)),
                events,
                InstantSource.system(),
                // whatever the name, it is this machine
                name -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                new LinkLimits(attemptMillis, 500),
                ConnectSteps.IGNORED);
        transport.connect(1);
    }

    public String lost(Kind kind, String... words) throws InterruptedException {
        Lost lost = events.next(Lost.class);
        assertEquals(kind, lost.cause().kind(), lost.cause().text());
        for (String word : words) {
            assertTrue(lost.cause().text().contains(word), lost.cause().text() + " does not say: " + word);
        }
        return lost.cause().text();
    }

    public void clientCertificate(TestCertificate certificate) throws IOException {
        certFile = Optional.of(certificate.pem(directory, "client.pem"));
        keyFile = Optional.of(certificate.keyPem(directory, "client.key"));
    }
}
