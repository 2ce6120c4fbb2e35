package nbe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import nbe.agent.LinkCause.Kind;
import nbe.agent.LinkEvent.Lost;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that is set up as a test wants it, and the endpoint's connection to it over {@code wss}. */
abstract class TlsConnection {
    static final TestCertificate CA =
            TestCertificate.named("CN=Plant CA").authority().make();
    static final TestCertificate GOOD = TestCertificate.named("CN=agent").by(CA).make();

    @TempDir
    Path directory;

    final LinkEvents events = new LinkEvents();
    Optional<Path> certFile = Optional.empty();
    Optional<Path> keyFile = Optional.empty();
    String host = "localhost";
    long attemptMillis = 20_000;
    TestAgent agent;
    NettyTransport transport;

    @AfterEach
    void close() throws IOException {
        if (transport != null) {
            transport.close();
        }
        if (agent != null) {
            agent.close();
        }
    }

    void connect(TestCertificate server) throws Exception {
        connect(server.server(server.chain, null), peer -> peer.upgrade().readToEnd());
    }

    void connect(ServerSocket server, TestAgent.Script script) throws Exception {
        connect(server, script, Optional.of(CA.pem(directory, "ca.pem")));
    }

    void connect(ServerSocket server, TestAgent.Script script, Optional<Path> caFile) throws Exception {
        agent = new TestAgent(server, script);
        connectTo("wss://" + host + ":" + agent.port() + "/socket/websocket", caFile);
    }

    void connectTo(String url, Optional<Path> caFile) {
        transport = new NettyTransport(
                LinkTarget.direct(URI.create(url), new TlsSettings(caFile, certFile, keyFile)),
                events,
                InstantSource.system(),
                // whatever the name, it is this machine
                name -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                new LinkLimits(attemptMillis, 500),
                ConnectSteps.UNTOLD);
        transport.connect(1);
    }

    String lost(Kind kind, String... words) throws InterruptedException {
        Lost lost = events.next(Lost.class);
        assertEquals(kind, lost.cause().kind(), lost.cause().text());
        for (String word : words) {
            assertTrue(lost.cause().text().contains(word), lost.cause().text() + " does not say: " + word);
        }
        return lost.cause().text();
    }

    void clientCertificate(TestCertificate certificate) throws IOException {
        certFile = Optional.of(certificate.pem(directory, "client.pem"));
        keyFile = Optional.of(certificate.keyPem(directory, "client.key"));
    }
}
