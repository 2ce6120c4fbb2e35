package nbe.agent.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.net.TestAgent.WireFrame;
import nbe.agent.net.TlsConnection;
import nbe.testing.LogLines;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** wss, against servers that are set up rightly or wrongly. */
@Timeout(30)
class TlsIT extends TlsConnection {
    private static final int ATTEMPTS = 20;

    private static final TestCertificate INTERMEDIATE =
            TestCertificate.named("CN=Plant Sub CA").authority().by(CA).make();
    private static final TestCertificate BELOW =
            TestCertificate.named("CN=agent").by(INTERMEDIATE).make();

    // ---- that works

    @Test
    void messagesGoBothWays() throws Exception {
        connect(GOOD.server(GOOD.chain, null), peer -> {
            peer.upgrade().text("{\"operation\":\"presence\"}");
            agent.seen.add(peer.read());
            peer.close(1000, "");
            agent.seen.add(peer.read());
            peer.readToEnd();
            agent.seen.add("end of TLS and TCP");
        });
        assertTrue(events.next(Opened.class).description().matches("127\\.0\\.0\\.1:\\d+, TLSv1\\.3 TLS_AES_\\w+"));
        assertEquals("{\"operation\":\"presence\"}", events.next(Text.class).text());
        transport.send(1, Frame.unmarked("test", "{}"));
        events.next(Sent.class);
        assertEquals("{}", agent.next(WireFrame.class).text());
        transport.readOn(1);
        lost(Kind.CLOSED_BY_AGENT, "1000");
        assertEquals(1000, agent.next(WireFrame.class).code());
        assertEquals("end of TLS and TCP", agent.next(String.class));
    }

    @Test
    void tls12IsFine() throws Exception {
        connect(GOOD.server(GOOD.chain, null, "TLSv1.2"), peer -> {
            peer.upgrade().close(1000, "");
            peer.readToEnd();
            agent.seen.add("end of TLS and TCP");
        });
        assertTrue(events.next(Opened.class).description().contains(", TLSv1.2 TLS_ECDHE"));
        lost(Kind.CLOSED_BY_AGENT);
        assertEquals("end of TLS and TCP", agent.next(String.class));
    }

    @Test
    void anRsaCertificateAndAnIpAddressAreFine() throws Exception {
        host = "127.0.0.1";
        connect(TestCertificate.named("CN=agent").key("RSA").by(CA).make());
        events.next(Opened.class);
    }

    @Test
    void anIntermediateThatTheServerSendsIsFine() throws Exception {
        connect(BELOW);
        events.next(Opened.class);
    }

    @Test
    void theServerIsToldWhichNameWeWant() throws Exception {
        host = "agent";
        TestCertificate named =
                TestCertificate.named("CN=x").by(CA).hosts("agent").make();
        connect(named.server(named.chain, null), peer -> {
            peer.upgrade();
            ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) peer.socket).getSession();
            agent.seen.add(((SNIHostName) session.getRequestedServerNames().get(0)).getAsciiName());
            peer.readToEnd();
        });
        events.next(Opened.class);
        assertEquals("agent", agent.next(String.class), "also without a dot in it");
    }

    @Test
    void aSelfSignedCertificateInCaFileIsFine() throws Exception {
        TestCertificate own = TestCertificate.named("CN=agent").make();
        connect(
                own.server(own.chain, null),
                peer -> peer.upgrade().readToEnd(),
                Optional.of(own.pem(directory, "own.pem")));
        events.next(Opened.class);
    }

    @Test
    void aClientCertificateIsSentToAnAgentThatAsksForOne() throws Exception {
        clientCertificate(TestCertificate.named("CN=endpoint 7").by(CA).make());
        connect(GOOD.server(GOOD.chain, CA), peer -> {
            peer.upgrade();
            X509Certificate client =
                    (X509Certificate) ((SSLSocket) peer.socket).getSession().getPeerCertificates()[0];
            agent.seen.add(client.getSubjectX500Principal().getName());
            peer.readToEnd();
        });
        events.next(Opened.class);
        assertEquals("CN=endpoint 7", agent.next(String.class));
    }

    @Test
    void anRsaClientCertificateIsFineToo() throws Exception {
        clientCertificate(
                TestCertificate.named("CN=endpoint 7").key("RSA").by(CA).make());
        connect(GOOD.server(GOOD.chain, CA, "TLSv1.2"), peer -> peer.upgrade().readToEnd());
        events.next(Opened.class);
    }

    @Test
    void aCaFileThatIsRepairedCountsAtTheNextAttempt() throws Exception {
        Path caFile = directory.resolve("later.pem");
        connect(GOOD.server(GOOD.chain, null), peer -> peer.upgrade().readToEnd(), Optional.of(caFile));
        lost(Kind.TLS, "ca_file " + caFile + " does not exist");
        CA.pem(directory, "later.pem");
        transport.connect(2);
        assertEquals(2, events.next(Opened.class).link());
    }

    // ---- that does not

    @Test
    void aCertificateForAnotherHostIsRefusedAndBothNamesAreTold() throws Exception {
        connect(TestCertificate.named("CN=agent")
                .by(CA)
                .hosts("agent.plant.example", "10.1.2.3")
                .make());
        lost(Kind.TLS, "127.0.0.1:", "for agent.plant.example, 10.1.2.3, not for localhost", "CN=agent", "CN=Plant CA");
    }

    @Test
    void aCertificateForAnotherAddressIsRefused() throws Exception {
        host = "127.0.0.1";
        connect(TestCertificate.named("CN=agent").by(CA).hosts("localhost").make());
        lost(Kind.TLS, "for localhost, not for 127.0.0.1");
    }

    @Test
    void aCommonNameAloneIsNoHostName() throws Exception {
        connect(TestCertificate.named("CN=agent").by(CA).hosts().make());
        lost(Kind.TLS, "for no host name at all, not for localhost");
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsDateAndTheClock() throws Exception {
        connect(TestCertificate.named("CN=agent")
                .by(CA)
                .valid(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-02-03T04:05:06Z"))
                .make());
        lost(
                Kind.TLS,
                "its certificate CN=agent (issued by CN=Plant CA) expired at 2021-02-03T04:05:06Z",
                "clock of this computer shows " + Instant.now().toString().substring(0, 13));
        String seen = agent.next(IOException.class).getMessage();
        // An agent that is still writing when the endpoint has closed fails at that, and does not read why.
        for (int link = 2; link <= ATTEMPTS && !seen.contains("fatal alert"); link++) {
            transport.connect(link);
            lost(Kind.TLS);
            seen = agent.next(IOException.class).getMessage();
        }
        assertTrue(seen.contains("fatal alert: certificate_"), "the agent's administrator is told as well: " + seen);
    }

    @Test
    void aTrustedCertificateThatExpiredIsRefusedAsWell() throws Exception {
        TestCertificate own = TestCertificate.named("CN=agent")
                .valid(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-02-03T04:05:06Z"))
                .make();
        connect(
                own.server(own.chain, null),
                peer -> peer.upgrade().readToEnd(),
                Optional.of(own.pem(directory, "own.pem")));
        lost(Kind.TLS, "expired at 2021-02-03T04:05:06Z");
    }

    @Test
    void aCertificateOfTheFutureIsRefusedWithItsDateAndTheClock() throws Exception {
        connect(TestCertificate.named("CN=agent")
                .by(CA)
                .valid(Instant.parse("2090-01-01T00:00:00Z"), Instant.parse("2091-01-01T00:00:00Z"))
                .make());
        lost(Kind.TLS, "is valid from 2090-01-01T00:00:00Z only", "the clock of this computer shows", "set the clock");
    }

    @Test
    void anExpiredIntermediateIsNamed() throws Exception {
        TestCertificate old = TestCertificate.named("CN=Old Sub CA")
                .authority()
                .by(CA)
                .valid(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-02-03T04:05:06Z"))
                .make();
        connect(TestCertificate.named("CN=agent").by(old).make());
        lost(Kind.TLS, "CN=Old Sub CA", "expired at 2021-02-03T04:05:06Z");
    }

    @Test
    void anUnknownAuthorityIsNamedAndWhereItWasLookedFor() throws Exception {
        TestCertificate other =
                TestCertificate.named("CN=Foreign CA").authority().make();
        TestCertificate sub =
                TestCertificate.named("CN=Foreign Sub CA").authority().by(other).make();
        connect(TestCertificate.named("CN=agent").by(sub).make());
        lost(
                Kind.TLS,
                "authority CN=Foreign CA, which is not trusted",
                "searched: ",
                "ca_file " + directory.resolve("ca.pem") + " (1)");
    }

    @Test
    void anUnknownSelfSignedCertificateIsToldWithItsFingerprint() throws Exception {
        TestCertificate own = TestCertificate.named("CN=agent").make();
        connect(own);
        lost(Kind.TLS, "CN=agent is signed by itself", TlsWords.fingerprint(own.certificate), "ca_file");
    }

    @Test
    void aMissingIntermediateIsToldSo() throws Exception {
        connect(
                BELOW.server(List.of(BELOW.certificate), null),
                peer -> peer.upgrade().readToEnd());
        lost(Kind.TLS, "CN=Plant Sub CA", "the agent must be set up to send the intermediate certificate");
    }

    @Test
    void anAuthorityOfTheSameNameWithAnotherKeyIsToldSo() throws Exception {
        TestCertificate namesake =
                TestCertificate.named("CN=Plant CA").authority().make();
        connect(TestCertificate.named("CN=agent").by(namesake).make());
        lost(Kind.TLS, "an authority of the name CN=Plant CA is trusted, but it has another key", "out of date");
    }

    @Test
    void anAgentThatAsksForAClientCertificateIsToldToNeedOne() throws Exception {
        for (String version : TlsAttempt.PROTOCOLS) {
            connect(GOOD.server(GOOD.chain, CA, version), peer -> peer.upgrade().readToEnd());
            lost(
                    Kind.TLS,
                    "asks for a client certificate",
                    "cert_file and key_file",
                    "takes certificates of CN=Plant CA");
            close();
        }
    }

    @Test
    void aClientCertificateThatTheAgentDoesNotTakeIsNamed() throws Exception {
        for (String version : TlsAttempt.PROTOCOLS) {
            clientCertificate(TestCertificate.named("CN=stranger").make());
            connect(GOOD.server(GOOD.chain, CA, version), peer -> peer.upgrade().readToEnd());
            lost(Kind.TLS, "refuses our client certificate", "CN=stranger", "takes certificates of CN=Plant CA");
            close();
        }
    }

    @Test
    void aServerWithoutTlsIsToldSoAndNothingIsSentInPlainText() throws Exception {
        connect(new ServerSocket(), peer -> {
            agent.seen.add(peer.in.readUnsignedByte());
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.readToEnd();
        });
        lost(Kind.TLS, "answers without TLS", "ws://");
        assertEquals(22, agent.next(Integer.class), "a TLS handshake record, and not GET");
        assertEquals(1, agent.accepted());
    }

    @Test
    void aServerThatIsSilentAtTheTlsHandshakeEndsAtTheDeadline() throws Exception {
        attemptMillis = 3_000;
        connect(new ServerSocket(), Peer::readToEnd);
        lost(Kind.TIMEOUT, "within 3 s", "TLS handshake", "without TLS");
    }

    @Test
    void aServerThatEndsTheTlsHandshakeIsToldSo() throws Exception {
        connect(new ServerSocket(), peer -> peer.in.readUnsignedByte());
        lost(Kind.IO, "TLS handshake", "is there TLS at that port, and is it 1.2 or newer?");
    }

    @Test
    void aServerOfOldTlsIsToldSo() throws Exception {
        connect(new ServerSocket(), peer -> {
            peer.in.readUnsignedByte();
            // alert, record version TLS 1.1, fatal, protocol_version
            peer.send(new byte[] {21, 3, 2, 0, 2, 2, 70});
            peer.readToEnd();
        });
        lost(Kind.TLS, "neither TLS 1.2 nor TLS 1.3");
    }

    @Test
    void damagedFilesAreNamedAndNothingIsConnected() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing here");
        connect(GOOD.server(GOOD.chain, null), Peer::readToEnd, Optional.of(empty));
        lost(Kind.TLS, "ca_file " + empty + " is no PEM");
        assertEquals(0, agent.accepted());
    }

    @Test
    void theEndOfTheAgentsCertificateIsWarnedOf() throws Exception {
        TestCertificate soon = TestCertificate.named("CN=agent")
                .by(CA)
                .valid(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(10)))
                .make();
        try (LogLines lines = LogLines.of("agent")) {
            connect(soon);
            events.next(Opened.class);
            assertEquals(1, lines.warnings().size(), lines.toString());
            assertTrue(lines.warnings().get(0).startsWith("the agent's certificate expires in 9 days: CN=agent"));
            transport.connect(2);
            events.next(Opened.class);
            assertEquals(1, lines.warnings().size(), "once a day");
        }
    }

    @Test
    void abortOverTlsIsAReset() throws Exception {
        connect(GOOD.server(GOOD.chain, null), peer -> peer.upgrade().readToEnd());
        events.next(Opened.class);
        transport.abort(1, new LinkCause(Kind.STUCK, "stuck"));
        lost(Kind.STUCK);
        String seen = agent.next(IOException.class).getMessage();
        assertFalse(seen.contains("close_notify"), seen);
    }
}
