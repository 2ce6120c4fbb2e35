package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nbe.referenceagent.AgentOptions;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.simulator.band.VirtualBand;
import nbe.testing.Await;
import nbe.testing.Message;
import nbe.testing.TestCertificate;
import nbe.testing.WitnessAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The connection to the agent: lost and made again, in plain text and over TLS. */
class AgentLinkIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final int TLS_HANDSHAKE = 0x16;

    @RegisterExtension
    final Chain chain = new Chain();

    @Test
    void anAgentThatIsAwayForFiveSecondsIsFoundAgainAndToldNoOldIntent() {
        awayFor(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    /** {@code -Dnbe.it.slow=true}: takes over a minute and a half. */
    @Test
    @EnabledIfSystemProperty(named = "nbe.it.slow", matches = "true")
    void anAgentThatIsAwayForAMinuteIsFoundAgainAndToldNoOldIntent() {
        awayFor(Duration.ofSeconds(60), Duration.ofSeconds(37));
    }

    private void awayFor(Duration away, Duration back) {
        VirtualBand band = chain.band(BAND);
        chain.ready();
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
        chain.agent().vanish();
        long gone = System.nanoTime();
        chain.tap(band, Duration.ofMillis(800));
        Await.until(Duration.ofSeconds(5), "the tap is dropped", () -> chain.logged("intent dropped"));
        Await.until(away, "the time is over", () -> System.nanoTime() - gone >= away.toNanos() - 50_000_000);

        chain.agent().appear();
        Message hello = chain.awaitFrame(back, "endpoint", frame -> frame.connection() == 2);
        assertEquals("endpoint", hello.operation());
        chain.awaitFrame(SOON, "presence", frame -> frame.connection() == 2 && frame.isPresence(BAND, "weak"));
        assertEquals(
                List.of("endpoint", "ble_ready", "presence"),
                chain.agent().onConnection(2).stream()
                        .limit(3)
                        .map(Message::operation)
                        .toList());
        chain.noIntentAfter(0, Duration.ofMillis(500), "the intent of a minute ago");

        int before = chain.mark();
        chain.tap(band, Duration.ofMillis(800));
        chain.awaitFrame(SOON, "a new intent", before, frame -> frame.isIntent("BLE"));
        chain.stop();
        assertTrue(
                chain.log().stream()
                        .anyMatch(line -> line.contains("since the last such line")
                                && line.contains("intents dropped (the agent could not be reached within 2 s)")),
                chain::report);
    }

    @Test
    void anIntentThatIsYoungerThanTwoSecondsSurvivesAReconnect() {
        VirtualBand band = chain.band(BAND);
        chain.ready();
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
        chain.tap(band, Duration.ofSeconds(1));
        Await.until(SOON, "the band is at the dongle", () -> chain.metres(band) <= Chain.TOUCHING);
        chain.agent().turnAway(); // some 0.4 s before enough is heard for a tap
        Await.until(SOON, "the tap", () -> chain.logged("BLE tap of " + BAND));
        chain.agent().welcome();
        Message intent = chain.awaitFrame(SOON, "intent", frame -> frame.isIntent("BLE"));
        assertEquals(2, intent.connection(), chain::report);
        assertEquals(BAND, intent.payload("device"));
        chain.noIntentAfter(1, Duration.ofSeconds(1), "the same intent twice");
    }

    @Test
    void anAgentThatStopsReadingIsBrokenOffTwoSecondsAfterATapWhichIsCountedAndSentToNobodyElse() {
        VirtualBand band = chain.band(BAND);
        chain.ready();
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
        chain.agent().stopReading();
        chain.tap(band, Duration.ofMillis(800));
        Await.until(SOON, "the tap", () -> chain.logged("BLE tap of " + BAND));
        chain.awaitFrame(
                Duration.ofSeconds(6),
                "presence on the next connection",
                frame -> frame.connection() == 2 && frame.isPresence(BAND, "weak"));
        assertTrue(chain.logged("had not answered the ping behind it"), chain::report);
        assertTrue(chain.logged("intent dropped, the connection ended before the agent confirmed it"), chain::report);
        int before = chain.mark();
        chain.tap(band, Duration.ofMillis(800));
        chain.awaitFrame(SOON, "a new intent", before, frame -> frame.isIntent("BLE"));
        assertEquals(
                1,
                chain.intents().stream()
                        .filter(intent -> intent.connection() == 2)
                        .count(),
                chain::report);
    }

    @Test
    void aLostAgentIsTriedAfterHalfASecondThenTwiceAsLate() {
        chain.ready();
        chain.agent().turnAway();
        long lost = System.nanoTime();
        int known = 1;
        Await.until(
                Duration.ofSeconds(6),
                "three attempts",
                () -> chain.agent().attempts().size() >= known + 3);
        List<Long> attempts = chain.agent().attempts();
        long from = lost;
        double expected = 0.5;
        for (int i = known; i < known + 3; i++) {
            double gap = (attempts.get(i) - from) / 1e9;
            assertTrue(gap > 0.8 * expected - 0.05, "attempt " + i + " after " + gap + " s is too early");
            assertTrue(gap < 1.2 * expected + 0.4, "attempt " + i + " after " + gap + " s is too late");
            from = attempts.get(i);
            expected *= 2;
        }
        chain.agent().welcome();
        chain.awaitFrame(Duration.ofSeconds(6), "endpoint", frame -> frame.connection() == 2);
    }

    @Test
    void anIntentArrivesOverTlsFromAnAgentThatTheCaFileVouchesFor() throws Exception {
        TestCertificate ca =
                TestCertificate.named("CN=ca of the test").authority().make();
        TestCertificate own = TestCertificate.named("CN=agent").by(ca).make();
        Path directory = chain.directory();
        try (ReferenceAgent agent = new ReferenceAgent(AgentOptions.builder()
                .endpointsPort(0)
                .webApiPort(0)
                .tls(own.pem(directory, "agent.pem"), own.keyPem(directory, "agent.key"))
                .build())) {
            agent.start();
            chain.configure("agent_url", Chain.quoted(agent.endpointsUrl()))
                    .configure(
                            "tls.ca_file",
                            Chain.quoted(ca.pem(directory, "ca.pem").toString()));
            assertTrue(agent.endpointsUrl().startsWith("wss://"), agent.endpointsUrl());
            VirtualBand band = chain.band(BAND);
            chain.start();
            Await.until(
                    Duration.ofSeconds(5),
                    "presence at the agent",
                    () -> agent.recentEvents().stream().anyMatch(event -> event instanceof AgentEvent.PresenceChanged));
            chain.tap(band, Duration.ofSeconds(1));
            AgentEvent.Tap tap = Await.present(
                    SOON,
                    "the tap at the agent",
                    () -> agent.recentEvents().stream()
                            .filter(AgentEvent.Tap.class::isInstance)
                            .map(AgentEvent.Tap.class::cast)
                            .findFirst());
            assertEquals(BAND, tap.device());
            assertEquals(
                    List.of(),
                    agent.recentEvents().stream()
                            .filter(AgentEvent.EndpointSentInvalid.class::isInstance)
                            .toList());
        }
    }

    @Test
    void anAgentWithTheNameOfAnotherHostIsRefusedAndNeverSpokenToInPlainText() throws Exception {
        TestCertificate ca =
                TestCertificate.named("CN=ca of the test").authority().make();
        TestCertificate other = TestCertificate.named("CN=other.example")
                .by(ca)
                .hosts("other.example")
                .make();
        Path directory = chain.directory();
        WitnessAgent agent = chain.agent(
                WitnessAgent.withTls(other.pem(directory, "agent.pem"), other.keyPem(directory, "agent.key")));
        chain.configure("tls.ca_file", Chain.quoted(ca.pem(directory, "ca.pem").toString()));
        chain.start();
        Await.until(
                Duration.ofSeconds(8),
                "three attempts",
                () -> agent.firstBytes().size() >= 3);
        assertEquals(
                List.of(),
                agent.firstBytes().stream().filter(b -> b != TLS_HANDSHAKE).toList());
        assertEquals(0, agent.connections(), chain::report);
        assertTrue(chain.logged("other.example") && chain.logged("localhost"), chain::report);
    }
}
