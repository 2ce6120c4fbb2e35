package nbe.agent;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nbe.agent.net.TestAgent;
import nbe.agent.net.TestAgent.Peer;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which the link to an agent can fail, and how a test provokes it. */
abstract class LinkFailureRows {
    static final String HOST = "agent.plant.example";

    static final String WSS = "wss://" + HOST + ":9120/socket/websocket";

    static final String WS = "ws://" + HOST + ":9120/socket/websocket";

    static final Instant CLOCK = Instant.parse("2026-11-22T10:15:30Z");

    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    static final Instant AGO = Instant.parse("2021-02-03T04:05:06Z");

    static final Instant FAR = Instant.parse("2089-12-31T00:00:00Z");

    static final TestCertificate CA = TestCertificate.named("CN=Plant CA,O=Plant")
            .authority()
            .valid(LONG_AGO, FAR)
            .make();

    static final TestCertificate FOREIGN = TestCertificate.named("CN=Foreign CA")
            .authority()
            .valid(LONG_AGO, FAR)
            .make();

    static final TestCertificate SUB = TestCertificate.named("CN=Plant Sub CA,O=Plant")
            .authority()
            .by(CA)
            .valid(LONG_AGO, FAR)
            .make();

    @TempDir
    Path directory;

    /** @param answers what the agent does; null: nobody listens */
    record Row(String what, String url, ServerSocket server, TestAgent.Script answers, Way way) {}

    /**
     * How the endpoint is set up.
     *
     * @param caText what {@code ca_file} has, each character a byte
     */
    record Way(String caText, Optional<TestCertificate> client, TestAgent.Script proxy, boolean phoenix) {
        static final Way DIRECT = new Way(pem(CA), Optional.empty(), null, false);
    }

    static String pem(TestCertificate certificate) {
        return TestCertificate.pem("CERTIFICATE", TestCertificate.encoded(certificate.certificate));
    }

    /** An agent that is all right, and a {@code ca_file} that is not. */
    static Row file(String what, String caText) {
        TestCertificate good = agent().make();
        return tls(what, good, good.chain, null, new Way(caText, Optional.empty(), null, false));
    }

    static TestCertificate.Recipe agent() {
        return TestCertificate.named("CN=agent,O=Plant").by(CA).hosts(HOST).valid(LONG_AGO, FAR);
    }

    static Row tls(String what, TestCertificate certificate) {
        return tls(what, certificate, certificate.chain, null, Way.DIRECT);
    }

    static Row tls(
            String what,
            TestCertificate certificate,
            List<java.security.cert.X509Certificate> sends,
            TestCertificate clients,
            Way way) {
        return new Row(
                what,
                WSS,
                certificate.server(sends, clients, "TLSv1.2"),
                peer -> peer.upgrade().readToEnd(),
                way);
    }

    static Row http(String what, String answer) throws IOException {
        return new Row(
                what,
                WS,
                new ServerSocket(),
                peer -> {
                    peer.readRequest();
                    peer.send("HTTP/1.1 " + answer);
                    peer.readToEnd();
                },
                Way.DIRECT);
    }

    static Row raw(String what, String url, TestAgent.Script script) throws IOException {
        return new Row(what, url, new ServerSocket(), script, Way.DIRECT);
    }

    static Row proxy(String what, String answer) throws IOException {
        return proxy(what, peer -> {
            peer.readRequest();
            peer.send(answer);
            peer.readToEnd();
        });
    }

    static Row proxy(String what, TestAgent.Script script) throws IOException {
        return new Row(
                what, WSS, new ServerSocket(), Peer::readToEnd, new Way(pem(CA), Optional.empty(), script, false));
    }

    static Row phoenix(String what, String answer) throws IOException {
        return new Row(
                what,
                WS,
                new ServerSocket(),
                peer -> {
                    peer.upgrade().read();
                    if (!answer.isEmpty()) {
                        peer.text(answer);
                    }
                    peer.readToEnd();
                },
                new Way(pem(CA), Optional.empty(), null, true));
    }

    static List<Row> rows() throws IOException {
        TestCertificate good = agent().make();
        TestCertificate below = agent().by(SUB).make();
        TestCertificate office = TestCertificate.named("CN=Office Sub CA,O=Plant")
                .authority()
                .by(CA)
                .valid(LONG_AGO, FAR)
                .make();
        TestCertificate self = TestCertificate.named("CN=agent")
                .hosts(HOST)
                .valid(LONG_AGO, FAR)
                .make();
        TestCertificate stranger = TestCertificate.named("CN=desk-7")
                .by(FOREIGN)
                .valid(LONG_AGO, FAR)
                .make();
        Way withStranger = new Way(pem(CA), Optional.of(stranger), null, false);
        return List.of(
                tls(
                        "A certificate for another name",
                        agent().hosts("old.plant.example").make()),
                tls(
                        "A certificate whose name stands in its common name only",
                        TestCertificate.named("CN=" + HOST)
                                .by(CA)
                                .hosts()
                                .valid(LONG_AGO, FAR)
                                .make()),
                tls(
                        "A certificate with a wildcard that is not the whole left-most label",
                        agent().hosts("a*.plant.example").make()),
                tls(
                        "A certificate with a malformed entry among its names",
                        agent().address("10.1.2.103".getBytes(StandardCharsets.US_ASCII))
                                .make()),
                tls(
                        "A certificate with an RSA key of 1024 bits",
                        agent().key("RSA", 1024).make()),
                tls(
                        "A certificate that was signed with SHA-1",
                        agent().signedWith("SHA1").make()),
                tls("A certificate that expired", agent().valid(LONG_AGO, AGO).make()),
                tls(
                        "A certificate that is not valid yet",
                        agent().valid(Instant.parse("2088-01-01T00:00:00Z"), FAR)
                                .make()),
                tls(
                        "A certificate of an authority that is not trusted, which the agent sends along",
                        agent().by(TestCertificate.named("CN=Foreign Sub CA")
                                        .authority()
                                        .by(FOREIGN)
                                        .valid(LONG_AGO, FAR)
                                        .make())
                                .make()),
                tls("A certificate that is signed by itself", self),
                tls(
                        "An agent that does not send the intermediate certificate",
                        below,
                        List.of(below.certificate),
                        null,
                        Way.DIRECT),
                tls(
                        "An agent that sends another authority's intermediate certificate",
                        below,
                        List.of(below.certificate, office.certificate),
                        null,
                        Way.DIRECT),
                tls(
                        "An agent that sends its chain the wrong way round",
                        below,
                        List.of(SUB.certificate, below.certificate),
                        null,
                        Way.DIRECT),
                file("A ca_file that is saved as UTF-16", pem(CA).replaceAll("(?s).", "$0\0")),
                file("A ca_file with OpenSSL's TRUSTED CERTIFICATE", pem(CA).replace("CERT", "TRUSTED CERT")),
                file(
                        "A ca_file of which the second certificate is damaged",
                        pem(CA) + pem(FOREIGN).replaceFirst("-----END", "----END")),
                tls("An agent that asks for a client certificate, and there is none", good, good.chain, CA, Way.DIRECT),
                tls("A client certificate that the agent does not take", good, good.chain, CA, withStranger),
                raw("A server without TLS behind wss://", WSS, peer -> {
                    peer.in.readUnsignedByte();
                    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
                    peer.readToEnd();
                }),
                new Row(
                        "A server with TLS behind ws://",
                        WS,
                        good.server(good.chain, null),
                        Peer::readToEnd,
                        Way.DIRECT),
                raw("A server that speaks TLS 1.1 at most (it answers with the alert protocol_version)", WSS, peer -> {
                    peer.in.readUnsignedByte();
                    peer.send(new byte[] {21, 3, 2, 0, 2, 2, 70});
                    peer.readToEnd();
                }),
                raw("A server of TLS 1.2 that warns of the name", WSS, peer -> {
                    peer.in.readUnsignedByte();
                    peer.send(new byte[] {21, 3, 3, 0, 2, 1, 112});
                    peer.readToEnd();
                }),
                raw("A server that ends TCP at the TLS handshake", WSS, peer -> peer.in.readUnsignedByte()),
                raw("A server that is silent at the TLS handshake", WSS, Peer::readToEnd),
                raw("A server that is silent at the WebSocket handshake", WS, Peer::readToEnd),
                http("A redirect", "302 Found\r\nLocation: https://login.plant.example/\r\nContent-Length: 0\r\n\r\n"),
                http("401", "401 Unauthorized\r\nContent-Length: 0\r\n\r\n"),
                http(
                        "401 with the logins that would do",
                        "401 Unauthorized\r\nWWW-Authenticate: Bearer, Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"),
                http("403 with a body that has no end", "403 Forbidden\r\n\r\nnot this address"),
                http("A refusal whose head has no end", "403 Forbidden\r\nServer: x"),
                http("403", "403 Forbidden\r\nContent-Length: 16\r\n\r\nnot this address"),
                http("404", "404 Not Found\r\nContent-Length: 0\r\n\r\n"),
                http("500", "500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"),
                http(
                        "A web server that speaks no WebSocket",
                        "200 OK\r\nContent-Length: 20\r\n\r\n<h1>It works!</h1>\r\n"),
                raw("Something that speaks no HTTP", WS, peer -> {
                    peer.send("SSH-2.0-OpenSSH_9.2\r\n");
                    peer.readToEnd();
                }),
                raw("A 101 that is no answer to the request", WS, peer -> {
                    peer.readRequest();
                    peer.send(Peer.answer101("bm90IHRoaXMgb25lIGF0IGFsbC4=", ""));
                    peer.readToEnd();
                }),
                new Row("Nobody listens", WS, new ServerSocket(), null, Way.DIRECT),
                raw("A name that nobody knows", "ws://gone.plant.example:9120/", Peer::readToEnd),
                proxy(
                        "A proxy that wants a login",
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"),
                proxy(
                        "A proxy that wants a login of a kind that we do not know",
                        "HTTP/1.1 407 Proxy Authentication"
                                + " Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n"),
                proxy("A proxy that forbids the way", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
                proxy("A proxy that does not reach the agent", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"),
                proxy(
                        "A web server in place of the proxy",
                        "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n"),
                proxy("Something in place of the proxy that speaks no HTTP", "SSH-2.0-OpenSSH_9.2\r\n"),
                proxy("A proxy that hangs up", Peer::readRequest),
                proxy("A proxy that is silent", Peer::readToEnd),
                proxy("A proxy that is not there", (TestAgent.Script) null),
                phoenix(
                        "Phoenix: an agent that refuses the join",
                        "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_reply\","
                                + "{\"status\":\"error\",\"response\":{\"reason\":\"unauthorized\"}}]"),
                phoenix("Phoenix: an agent that does not speak it", "{\"operation\":\"presence\"}"),
                phoenix("Phoenix: an agent that does not answer the join", ""));
    }
}
