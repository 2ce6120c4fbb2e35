package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nbe.daemon.ReloadResult;
import nbe.referenceagent.AgentOptions;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Await;
import nbe.testing.Message;
import nbe.testing.WitnessAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A configuration that changes under the running daemon. */
class ReloadIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    final Chain chain = new Chain();

    private void ready() {
        chain.start();
        chain.awaitFrame(SOON, "ble_ready", Message::isReady);
    }

    private void weak() {
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
    }

    private static Optional<Message> first(WitnessAgent agent, String operation) {
        return agent.messages(frame -> frame.operation().equals(operation)).stream()
                .findFirst();
    }

    @Test
    void aThresholdMakesTapsOverTheSameConnection() throws Exception {
        chain.band(BAND);
        ready();
        weak();
        chain.noIntentAfter(0, Duration.ofSeconds(1), "an intent from 3 m away");
        chain.configure("rssi_tap_threshold", "-70");
        assertEquals(List.of("rssi_tap_threshold"), chain.reloaded());
        chain.awaitFrame(SOON, "an intent by the new threshold", frame -> frame.isIntent("BLE"));
        chain.configure("rssi_tap_threshold", "-75").configure("tap_detector", Chain.quoted("mean"));
        assertEquals(List.of("rssi_tap_threshold", "tap_detector"), chain.reloaded());
        chain.noIntentAfter(1, Duration.ofSeconds(2), "another one of the same band that stays where it is");
        assertEquals(1, chain.agent().connections(), chain::report);
        assertEquals(
                1,
                chain.agent()
                        .messages(f -> f.operation().equals("presence")
                                && f.payload("state").equals("weak")
                                && f.payload("proximity").equals("unknown"))
                        .size(),
                chain::report);
    }

    @Test
    void anotherAgentGetsEverythingAtOnceAndTheOneBeforeIsTakenLeaveOf() throws Exception {
        VirtualBand band = chain.band(BAND);
        ready();
        weak();
        WitnessAgent before = chain.agent();
        try (before) {
            WitnessAgent other = chain.agent(WitnessAgent.plain());
            chain.configure("endpoint_id", Chain.quoted("moved"));
            assertEquals(List.of("agent_url", "endpoint_id"), chain.reloaded());
            weak();
            assertEquals(
                    List.of("endpoint", "ble_ready", "presence"),
                    other.messages().stream().map(Message::operation).limit(3).toList(),
                    chain::report);
            assertEquals("moved", other.messages().get(0).payload("endpoint_id"));
            Await.until(SOON, "a close frame", () -> before.closeCode(1).isPresent());
            assertEquals(Optional.of(1000), before.closeCode(1));
            int old = before.messages().size();
            chain.tap(band, Duration.ofMillis(800));
            chain.awaitFrame(SOON, "an intent", frame -> frame.isIntent("BLE"));
            assertEquals(old, before.messages().size());
            assertEquals(1, before.connections());
        }
    }

    @Test
    void anAgentThatIsAwayIsLeftWithoutWaitingForTheNextAttempt() throws Exception {
        ready();
        WitnessAgent gone = chain.agent();
        try (gone) {
            gone.vanish();
            Await.until(SOON, "a failure", () -> chain.logged("next attempt"));
            WitnessAgent other = chain.agent(WitnessAgent.plain());
            chain.reloaded();
            Await.until(SOON, "the other agent", () -> first(other, "ble_ready").isPresent());
        }
    }

    @Test
    void theProtocolChangesBackAndForth() throws Exception {
        try (ReferenceAgent agent = new ReferenceAgent(
                AgentOptions.builder().endpointsPort(0).webApiPort(0).build())) {
            agent.start();
            chain.configure("agent_url", Chain.quoted(agent.endpointsUrl()))
                    .configure("endpoint_id", Chain.quoted("e2e"))
                    .start();
            for (int i = 1; i <= 5; i++) {
                int wanted = i;
                Await.until(
                        SOON, () -> "connection " + wanted + "\n" + chain.report(), () -> connections(agent) >= wanted);
                chain.configure("agent_protocol", Chain.quoted(i % 2 == 1 ? "phoenix" : "plain"));
                assertEquals(List.of("agent_protocol"), chain.reloaded());
            }
            assertTrue(chain.logged("channel endpoint:e2e"), chain::report);
        }
    }

    private static long connections(ReferenceAgent agent) {
        return agent.recentEvents().stream()
                .filter(AgentEvent.EndpointConnected.class::isInstance)
                .count();
    }

    @Test
    void aWrongFileChangesNothingAndStaysAProblemUntilItIsMended() throws Exception {
        VirtualBand band = chain.band(BAND);
        ready();
        weak();
        chain.configure("rssi_tap_threshold", "7").configure("log_level", Chain.quoted("loud"));
        Path file = chain.rewrite();
        List<String> problems = chain.reload()
                .request()
                .get(15, TimeUnit.SECONDS)
                .match(done -> List.<String>of(), ReloadResult.Refused::problems);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.stream().allMatch(problem -> problem.startsWith(file + ":")), problems::toString);
        assertEquals(problems, chain.reload().row().problems());
        assertTrue(problems.stream().allMatch(chain::logged), chain::report);
        chain.tap(band, Duration.ofMillis(800));
        chain.awaitFrame(SOON, "an intent by the old threshold", frame -> frame.isIntent("BLE"));
        chain.configure("rssi_tap_threshold", "-41").configure("log_level", Chain.quoted("info"));
        chain.rewrite();
        assertTrue(chain.reload().row().problems().get(0).contains("has changed since it was read"));
        assertEquals(List.of("rssi_tap_threshold"), chain.reloaded());
        assertEquals(List.of(), chain.reload().row().problems());
        assertEquals(1, chain.agent().connections());
    }

    @Test
    void aFileThatChangedAndWasNotReadIsAProblemUntilItIsReadOrAsItWas() throws Exception {
        chain.configure("ble.enabled", "false").start();
        Path file = chain.rewrite();
        assertEquals(List.of(), chain.reload().row().problems(), "written anew with the same text");
        byte[] text = Files.readAllBytes(file);
        Files.writeString(file, new String(text, StandardCharsets.UTF_8) + "\n# by Group Policy\n");
        assertEquals(
                List.of(file + ":1:1: this file has changed since it was read, `nbe reload` puts it into use"),
                chain.reload().row().problems());
        Files.delete(file);
        assertTrue(chain.reload().row().problems().get(0).contains("no such file"), "gone");
        Files.write(file, text);
        assertEquals(List.of(), chain.reload().row().problems(), "as it was");
        assertEquals(List.of(), chain.reloaded());
        assertTrue(chain.logged("nothing has changed"), chain::report);
    }

    @Test
    void aShorterAbsenceCountsForBandsThatAreSilentAlready() throws Exception {
        VirtualBand band = chain.band(BAND);
        chain.configure("presence.absent_after", "600");
        ready();
        weak();
        chain.dongle().tell(adapter -> adapter.air().remove(band));
        Await.quiet(Duration.ofMillis(1200));
        chain.configure("presence.absent_after", "1");
        assertEquals(List.of("presence.absent_after"), chain.reloaded());
        chain.awaitFrame(SOON, "absent", frame -> frame.isPresence(BAND, "absent"));
        assertEquals(1, chain.agent().connections());
    }

    @Test
    void bandsOfAnotherCompanyAreBandsNoMore() throws Exception {
        chain.band(BAND);
        chain.configure("presence.absent_after", "1");
        ready();
        weak();
        chain.configure("band.company_id", "0x1234");
        assertEquals(List.of("band.company_id"), chain.reloaded());
        chain.awaitFrame(SOON, "absent", frame -> frame.isPresence(BAND, "absent"));
        int before = chain.mark();
        chain.configure("band.company_id", "0x01B2");
        chain.reloaded();
        chain.awaitFrame(SOON, "weak again", before, frame -> frame.isPresence(BAND, "weak"));
        assertEquals(1, chain.agent().connections());
    }

    @Test
    void anotherDongleIsOpenedInPlaceOfTheFirst() throws Exception {
        ready();
        Path link = chain.directory().resolve("other-dongle");
        try (SimulatedDongle other = Chain.dongleAt(9, Optional.of(link))) {
            VirtualBand band = new VirtualBand(DeviceAddress.parse(BAND), Duration.ofMillis(100), Chain.AWAY);
            other.tell(adapter -> adapter.air().add(band, SimulatedDongle.now()));
            chain.configure("ble.port", Chain.quoted(link.toString()));
            assertEquals(List.of("ble.port"), chain.reloaded());
            weak();
            assertEquals(false, chain.dongle().ask(adapter -> adapter.scanning()), "the first was left in order");
            assertEquals(1, chain.agent().connections());
            assertEquals(1, chain.agent().messages(Message::isReady).size(), chain::report);
        }
    }

    @Test
    void bluetoothIsSwitchedOffAndOn() throws Exception {
        chain.band(BAND);
        chain.configure("presence.absent_after", "1");
        ready();
        weak();
        chain.configure("ble.enabled", "false");
        assertEquals(List.of("ble.enabled"), chain.reloaded());
        Await.until(
                SOON,
                "a connection without Bluetooth",
                () -> chain.agent().onConnection(2).size() > 0);
        Await.quiet(Duration.ofMillis(500));
        assertEquals(
                0,
                chain.agent().onConnection(2).stream().filter(Message::isReady).count());
        int before = chain.mark();
        chain.configure("ble.enabled", "true");
        chain.reloaded();
        chain.awaitFrame(SOON, "ready", before, Message::isReady);
        chain.awaitFrame(SOON, "weak", before, frame -> frame.isPresence(BAND, "weak"));
        assertTrue(!chain.logged("has died") && !chain.logged("ended unexpectedly"), chain::report);
    }

    @Test
    void whileTheDongleIsOutTheNewThresholdIsTakenForWhenItIsBack() throws Exception {
        chain.band(BAND);
        ready();
        weak();
        chain.dongle().unplug();
        chain.awaitFrame(SOON, "5000", frame -> frame.isError(5000));
        chain.configure("rssi_tap_threshold", "-70");
        chain.reloaded();
        chain.dongle().plug();
        chain.awaitFrame(SOON, "an intent by the new threshold", frame -> frame.isIntent("BLE"));
        assertEquals(1, chain.agent().connections());
    }

    @Test
    void aHundredReloadsAtOnceAreAFewAndEachGetsItsAnswer() throws Exception {
        VirtualBand band = chain.band(BAND);
        ready();
        weak();
        List<CompletableFuture<ReloadResult>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            chain.configure("rssi_tap_threshold", i % 2 == 0 ? "-42" : "-41").rewrite();
            all.add(chain.reload().request());
        }
        for (var one : all) {
            one.get(15, TimeUnit.SECONDS);
        }
        chain.tap(band, Duration.ofSeconds(1));
        chain.awaitFrame(SOON, "an intent", frame -> frame.isIntent("BLE"));
        chain.noIntentAfter(1, Duration.ofSeconds(1), "another");
        assertEquals(1, chain.agent().connections());
        assertEquals(-41, chain.reload().settings().tap().tapThresholdDbm());
    }
}
