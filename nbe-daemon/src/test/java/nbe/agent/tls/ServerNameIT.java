package nbe.agent.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import nbe.agent.AgentProbe;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.TestAgent;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.net.TlsConnection;
import nbe.base.Finding;
import nbe.base.Finding.Grade;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers of TLS 1.2 that warn of a name that they do not know (alert unrecognized_name), and go on. */
@Timeout(30)
class ServerNameIT extends TlsConnection {
    /** Record of an alert, TLS 1.2: a warning, unrecognized_name. */
    private static final byte[] WARNING = {21, 3, 3, 0, 2, 1, 112};

    private static final String WARNED = "it warns that it does not know the name localhost";

    /** What Java makes of a warning is the same whatever the server would have done after it. */
    private static void warn(Peer peer) throws Exception {
        peer.in.readUnsignedByte();
        peer.send(WARNING);
        peer.readToEnd();
    }

    private void serve(Peer plain, TestCertificate certificate) throws Exception {
        SSLSocket tls = certificate.over(plain.socket);
        Peer peer = new Peer(tls).upgrade();
        agent.seen.add(((ExtendedSSLSession) tls.getSession())
                .getRequestedServerNames()
                .toString());
        peer.readToEnd();
    }

    @Test
    void theNextAttemptGoesWithoutTheNameAndSoDoThoseAfterIt() throws Exception {
        connect(new ServerSocket(), peer -> {
            if (agent.accepted() == 1) {
                warn(peer);
            } else {
                serve(peer, GOOD);
            }
        });
        lost(
                Kind.TLS,
                WARNED,
                "unrecognized_name",
                "ServerName or ServerAlias",
                "The next attempt does not say the name");
        for (int link = 2; link < 4; link++) {
            transport.connect(link);
            events.next(Opened.class);
            assertEquals("[]", agent.next(String.class));
        }
    }

    @Test
    void theCertificateMustBeForTheNameAllTheSame() throws Exception {
        TestCertificate other =
                TestCertificate.named("CN=other").by(CA).hosts("other.example").make();
        connect(new ServerSocket(), peer -> {
            if (agent.accepted() == 1) {
                warn(peer);
            } else {
                serve(peer, agent.accepted() == 2 ? other : GOOD);
            }
        });
        lost(Kind.TLS, WARNED);
        transport.connect(2);
        lost(Kind.TLS, "for other.example, not for localhost");
        agent.next(java.io.IOException.class);
        transport.connect(3);
        events.next(Opened.class);
        assertEquals("[type=host_name (0), value=localhost]", agent.next(String.class), "it is said again");
    }

    @Test
    void aServerThatWarnsWithoutHavingBeenToldANameIsNoReasonToLeaveItOut() throws Exception {
        connect(new ServerSocket(), ServerNameIT::warn);
        lost(Kind.TLS, WARNED);
        transport.connect(2);
        lost(Kind.TLS, "although none was said to it");
        transport.connect(3);
        lost(Kind.TLS, WARNED);
    }

    @Test
    void doctorConnectsAgainByItself() throws Exception {
        try (TestAgent server = new TestAgent(new ServerSocket(), peer -> {})) {
            agent = server;
            server.play(peer -> {
                if (server.accepted() == 1) {
                    warn(peer);
                } else {
                    serve(peer, GOOD);
                }
            });
            TlsSettings tls =
                    new TlsSettings(Optional.of(CA.pem(directory, "ca.pem")), Optional.empty(), Optional.empty());
            List<Finding> findings = new AgentProbe(
                            LinkTarget.direct(URI.create("wss://localhost:" + server.port() + "/"), tls),
                            System::nanoTime,
                            InstantSource.system(),
                            Map.of(),
                            name -> new java.net.InetAddress[] {java.net.InetAddress.getLoopbackAddress()})
                    .run();
            List<Grade> grades = findings.stream().map(Finding::grade).toList();
            assertEquals(1, grades.stream().filter(Grade.WARNING::equals).count(), findings.toString());
            assertEquals(0, grades.stream().filter(Grade.WRONG::equals).count(), findings.toString());
            Finding last = findings.get(findings.size() - 1);
            assertEquals("WebSocket handshake done, and closed again", last.text());
        }
    }
}
