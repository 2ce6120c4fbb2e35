package nbe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentEffect;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.LinkLog;
import nbe.agent.link.LogLines;
import nbe.agent.net.ConnectSteps;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.NettyTransport;
import nbe.agent.net.TestAgent;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.tls.TestCertificate;
import nbe.agent.tls.TlsSettings;
import nbe.base.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Provokes every failure of TLS, of the handshakes and of the way to the agent that an operator may meet, and compares what the
 * log and doctor say with docs/link-failures.md. Written anew with {@code -Dnbe.write-pages=true}.
 */
@Timeout(120)
class LinkFailuresIT {
    private static final Path PAGE =
            Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("link-failures.md");
    private static final String HOST = "agent.plant.example";
    private static final String WSS = "wss://" + HOST + ":9120/socket/websocket";
    private static final String WS = "ws://" + HOST + ":9120/socket/websocket";
    private static final Instant CLOCK = Instant.parse("2026-11-22T10:15:30Z");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant AGO = Instant.parse("2021-02-03T04:05:06Z");
    private static final Instant FAR = Instant.parse("2089-12-31T00:00:00Z");

    private static final String HEAD = """
            # What a broken link looks like

            Each failure of TLS, of the handshakes and of the way to the agent: what was done, the log line, and what `nbe doctor` says. This
            page is written by a test, `nbe.agent.LinkFailuresIT`, which provokes each of them over real TCP and compares. The agent is
            `agent.plant.example:9120`, the proxy `proxy.plant.example:3128`; both are 127.0.0.1 here.
            """;

    private static final TestCertificate CA = TestCertificate.named("CN=Plant CA,O=Plant")
            .authority()
            .valid(LONG_AGO, FAR)
            .make();
    private static final TestCertificate FOREIGN = TestCertificate.named("CN=Foreign CA")
            .authority()
            .valid(LONG_AGO, FAR)
            .make();
    private static final TestCertificate SUB = TestCertificate.named("CN=Plant Sub CA,O=Plant")
            .authority()
            .by(CA)
            .valid(LONG_AGO, FAR)
            .make();

    @TempDir
    Path directory;

    /** @param answers what the agent does; null: nobody listens */
    private record Row(String what, String url, ServerSocket server, TestAgent.Script answers, Way way) {}

    /**
     * How the endpoint is set up.
     *
     * @param caText what {@code ca_file} has, each character a byte
     */
    private record Way(String caText, Optional<TestCertificate> client, TestAgent.Script proxy, boolean phoenix) {
        static final Way DIRECT = new Way(pem(CA), Optional.empty(), null, false);
    }

    private static String pem(TestCertificate certificate) {
        return TestCertificate.pem("CERTIFICATE", TestCertificate.encoded(certificate.certificate));
    }

    /** An agent that is all right, and a {@code ca_file} that is not. */
    private static Row file(String what, String caText) {
        TestCertificate good = agent().make();
        return tls(what, good, good.chain, null, new Way(caText, Optional.empty(), null, false));
    }

    private static TestCertificate.Recipe agent() {
        return TestCertificate.named("CN=agent,O=Plant").by(CA).hosts(HOST).valid(LONG_AGO, FAR);
    }

    private static Row tls(String what, TestCertificate certificate) {
        return tls(what, certificate, certificate.chain, null, Way.DIRECT);
    }

    private static Row tls(
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

    private static Row http(String what, String answer) throws IOException {
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

    private static Row raw(String what, String url, TestAgent.Script script) throws IOException {
        return new Row(what, url, new ServerSocket(), script, Way.DIRECT);
    }

    private static Row proxy(String what, String answer) throws IOException {
        return proxy(what, peer -> {
            peer.readRequest();
            peer.send(answer);
            peer.readToEnd();
        });
    }

    private static Row proxy(String what, TestAgent.Script script) throws IOException {
        return new Row(
                what, WSS, new ServerSocket(), Peer::readToEnd, new Way(pem(CA), Optional.empty(), script, false));
    }

    private static Row phoenix(String what, String answer) throws IOException {
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

    private static List<Row> rows() throws IOException {
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

    @Test
    void thePageSaysWhatTheLogAndDoctorSay() throws Exception {
        LoggerFactory.getILoggerFactory(); // before several threads ask for the first logger at once
        StringBuilder page = new StringBuilder(HEAD);
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<String>> sections = new ArrayList<>();
            List<Row> rows = rows();
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                String logger = "link-failures-" + i;
                sections.add(pool.submit(() -> section(row, logger)));
            }
            for (Future<String> section : sections) {
                page.append(section.get(60, TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
        if (Boolean.getBoolean("nbe.write-pages")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page.toString(), "-Dnbe.write-pages=true writes it anew");
    }

    private String section(Row row, String logger) throws Exception {
        Path files = Files.createDirectory(directory.resolve(logger));
        TestAgent agent = new TestAgent(row.server(), row.answers());
        TestAgent proxy = row.way().proxy() == null
                ? new TestAgent(peer -> {})
                : new TestAgent(row.way().proxy());
        int agentPort = agent.port();
        int proxyPort = proxy.port();
        boolean proxied = row.what().contains("proxy");
        try (agent;
                proxy) {
            if (row.answers() == null) {
                agent.close();
            }
            if (row.way().proxy() == null) {
                proxy.close();
            }
            LinkTarget target = target(row, files, agentPort, proxied ? Optional.of(proxyPort) : Optional.empty());
            String log = normal(log(target, logger), files, agentPort, proxyPort);
            String doctor = normal(doctor(target), files, agentPort, proxyPort);
            return "\n## " + row.what() + "\n\n    " + log + "\n    " + doctor + "\n";
        }
    }

    private static LinkTarget target(Row row, Path files, int agentPort, Optional<Integer> proxyPort)
            throws IOException {
        Optional<Path> ca = Optional.of(
                Files.writeString(files.resolve("ca.pem"), row.way().caText(), StandardCharsets.ISO_8859_1));
        Optional<TestCertificate> client = row.way().client();
        TlsSettings tls = client.isEmpty()
                ? new TlsSettings(ca, Optional.empty(), Optional.empty())
                : new TlsSettings(
                        ca,
                        Optional.of(client.get().pem(files, "client.pem")),
                        Optional.of(client.get().keyPem(files, "client.key")));
        URI url = URI.create(row.url().replace("9120", Integer.toString(agentPort)));
        LinkTarget target = LinkTarget.direct(url, tls)
                .through(proxyPort.map(port -> URI.create("http://proxy.plant.example:" + port)));
        return row.way().phoenix() ? target.phoenix("desk-7") : target;
    }

    private static InetAddress[] lookUp(String name) throws UnknownHostException {
        if (name.startsWith("gone")) {
            throw new UnknownHostException(name + ": Name or service not known");
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    /** What the daemon's own machine and log make of the first attempt. */
    private static String log(LinkTarget target, String logger) throws InterruptedException {
        BlockingQueue<LinkEvent> events = new LinkedBlockingQueue<>();
        AgentMachine machine = new AgentMachine(() -> Long.MIN_VALUE, System.nanoTime()); // chance 0.5: no spread
        LinkLog linkLog = new LinkLog(LoggerFactory.getLogger(logger));
        try (LogLines lines = new LogLines(logger);
                NettyTransport transport = new NettyTransport(
                        target,
                        events::add,
                        InstantSource.fixed(CLOCK),
                        LinkFailuresIT::lookUp,
                        LinkLimits.CONTRACT,
                        ConnectSteps.UNTOLD)) {
            AgentLink link = AgentLinks.over(transport, target, System::nanoTime, operation -> {});
            List<AgentEffect> effects = machine.onTime(System.nanoTime());
            for (int i = 0; lines.warnings().isEmpty() && i < 100; i++) {
                for (AgentEffect effect : effects) {
                    effect.carryOut(link);
                    linkLog.note(effect, System.nanoTime());
                }
                LinkEvent event = events.poll(200, TimeUnit.MILLISECONDS);
                effects = new ArrayList<>();
                List<LinkEvent> told = new ArrayList<>(link.onTime(System.nanoTime()));
                if (event != null) {
                    told.addAll(link.onEvent(event, System.nanoTime()));
                }
                for (LinkEvent each : told) {
                    effects.addAll(machine.onEvent(each, System.nanoTime()));
                }
            }
            return lines.from(Level.WARN).get(0).replaceFirst("^WARN", "WARN agent");
        }
    }

    private static String doctor(LinkTarget target) throws InterruptedException {
        List<Finding> findings = new AgentProbe(
                        target, System::nanoTime, InstantSource.fixed(CLOCK), Map.of(), LinkFailuresIT::lookUp)
                .run();
        Finding last = findings.get(findings.size() - 1);
        assertEquals(Finding.Grade.WRONG, last.grade(), last.text());
        return last.about(target.agentUrl().toString()).line();
    }

    /** Without what differs from run to run, and from machine to machine. */
    private static String normal(String text, Path files, int agentPort, int proxyPort) {
        return text.replace(Integer.toString(agentPort), "9120")
                .replace(Integer.toString(proxyPort), "3128")
                .replace(files.toString(), "/etc/nbe")
                .replaceAll("SHA-256 [0-9a-f]{64}", "SHA-256 0f1e2d…")
                .replaceAll(
                        "searched: .* \\(\\d+\\), ca_file",
                        "searched: /etc/ssl/certs/ca-certificates.crt (140), ca_file")
                .replaceAll("Expected: [A-Za-z0-9+/=]+", "Expected: …")
                .replaceAll(" \\(alert \\w+\\)", "");
    }
}
