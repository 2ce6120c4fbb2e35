package nbe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentEffect;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.CommandsOnly;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.LinkLog;
import nbe.agent.link.ProxyServer;
import nbe.agent.net.ConnectSteps;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.NettyTransport;
import nbe.agent.net.TestAgent;
import nbe.agent.tls.TlsSettings;
import nbe.base.Finding;
import nbe.testing.LogLines;
import nbe.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * Provokes every failure of TLS, of the handshakes and on the way to the agent that an operator may meet, and compares the lines of
 * the log and of doctor with docs/link-failures.md. {@code ./test pages} writes that page anew.
 */
@Timeout(120)
class LinkFailuresIT extends LinkFailureRows {
    private static final Path PAGE =
            Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("link-failures.md");

    private static final String HEAD = """
            # Failures of the link

            Each failure of TLS, of the handshakes and on the way to the agent: the line of the log and the finding of `nbe doctor`. The
            test `LinkFailuresIT` provokes each of them over real TCP, writes this page and compares. The agent is
            `agent.plant.example:9120`, the proxy `proxy.plant.example:3128`; both are 127.0.0.1 here.
            """;

    @Test
    void thePageSaysWhatTheLogAndDoctorSay() throws Exception {
        LoggerFactory.getILoggerFactory(); // before several threads ask for the first logger at once
        ExecutorService pool = Executors.newFixedThreadPool(12);
        List<Row> rows = rows();
        Map<Row, Future<String>> sections = new HashMap<>();
        StringBuilder page = new StringBuilder(HEAD);
        try {
            // Those that wait for a deadline go first, beside the others.
            for (boolean slow : new boolean[] {true, false}) {
                for (Row row : rows) {
                    if (isSlow(row) == slow) {
                        sections.put(row, section(row, "link-failures-" + sections.size(), pool));
                    }
                }
            }
            for (Row row : rows) {
                page.append(sections.get(row).get(60, TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
        if (Boolean.getBoolean("nbe.write-pages")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page.toString(), "-Dnbe.write-pages=true writes it anew");
    }

    private static boolean isSlow(Row row) {
        return row.what().contains("silent") || row.what().contains("does not answer");
    }

    /** Log and doctor at once, each on a connection of its own. */
    private Future<String> section(Row row, String logger, Executor pool) throws IOException {
        Path files = Files.createDirectory(directory.resolve(logger));
        TestAgent agent = new TestAgent(row.server(), row.answers());
        TestAgent proxy = row.way().proxy() == null
                ? new TestAgent(peer -> {})
                : new TestAgent(row.way().proxy());
        int agentPort = agent.port();
        int proxyPort = proxy.port();
        if (row.answers() == null) {
            agent.close();
        }
        if (row.way().proxy() == null) {
            proxy.close();
        }
        boolean proxied = row.what().contains("proxy");
        LinkTarget target = target(row, files, agentPort, proxied ? Optional.of(proxyPort) : Optional.empty());
        CompletableFuture<String> log = CompletableFuture.supplyAsync(() -> log(target, logger), pool);
        CompletableFuture<String> doctor = CompletableFuture.supplyAsync(() -> doctor(target), pool);
        return log.thenCombine(doctor, (logged, found) -> {
            try (agent;
                    proxy) {
                return "\n## " + row.what() + "\n\n    " + normal(logged, files, agentPort, proxyPort) + "\n    "
                        + normal(found, files, agentPort, proxyPort) + "\n";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
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
                .through(proxyPort.map(port -> ProxyServer.of("http://proxy.plant.example:" + port)));
        return row.way().phoenix() ? target.phoenix("desk-7") : target;
    }

    private static InetAddress[] lookUp(String name) throws UnknownHostException {
        if (name.startsWith("gone")) {
            throw new UnknownHostException(name + ": Name or service not known");
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    /** What the daemon's own machine and log make of the first attempt. */
    private static String log(LinkTarget target, String logger) {
        BlockingQueue<LinkEvent> events = new LinkedBlockingQueue<>();
        AgentMachine machine = new AgentMachine(() -> Long.MIN_VALUE, System.nanoTime()); // chance 0.5: no spread
        LinkLog linkLog = new LinkLog(LoggerFactory.getLogger(logger));
        try (LogLines lines = LogLines.of(logger);
                NettyTransport transport = new NettyTransport(
                        target,
                        events::add,
                        InstantSource.fixed(CLOCK),
                        LinkFailuresIT::lookUp,
                        LinkLimits.DEFAULT,
                        ConnectSteps.IGNORED)) {
            AgentLink link = AgentLinks.over(transport, target, System::nanoTime, operation -> {});
            CommandsOnly commands = new CommandsOnly(link);
            List<AgentEffect> effects = machine.onTime(System.nanoTime());
            for (int i = 0; lines.warnings().isEmpty() && i < 100; i++) {
                for (AgentEffect effect : effects) {
                    effect.on(commands, System.nanoTime());
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
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static String doctor(LinkTarget target) {
        List<Finding> findings;
        try {
            findings = new AgentProbe(
                            target, System::nanoTime, InstantSource.fixed(CLOCK), Map.of(), LinkFailuresIT::lookUp)
                    .run();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
        Finding last = findings.get(findings.size() - 1);
        assertEquals(Finding.Grade.WRONG, last.grade(), last.text());
        return last.about(target.agent().url()).line();
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
