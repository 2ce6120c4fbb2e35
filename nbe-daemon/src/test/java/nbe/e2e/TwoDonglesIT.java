package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Await;
import nbe.testing.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two dongles at one endpoint, named by a list of ports. */
class TwoDonglesIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration TAP = Duration.ofSeconds(2);

    /** Longer than it may take until an agent is told of a dongle that does not answer. */
    private static final Duration LONGER_THAN_TRIED = Duration.ofMillis(6500);

    /** -52 dBm in air without fading: near, and no tap. */
    private static final double BESIDE = 0.5;

    @RegisterExtension
    final Chain chain = new Chain();

    private SimulatedDongle left;
    private SimulatedDongle right;

    @BeforeEach
    void plugBothIn() {
        left = chain.dongle();
        Path port = chain.directory().resolve("second");
        right = Chain.dongleAt(8, Optional.of(port));
        chain.configure("ble.port", "[\"" + chain.directory().resolve("dongle") + "\", \"" + port + "\"]");
    }

    @AfterEach
    void unplugSecond() {
        chain.stop();
        right.close();
        assertTrue(right.fault().isEmpty(), "the second simulated dongle failed");
    }

    /** The band as one dongle hears it: each has an air, and a distance, of its own. */
    private static VirtualBand band(SimulatedDongle dongle, double metres) {
        VirtualBand band = new VirtualBand(DeviceAddress.parse(BAND), Duration.ofMillis(100), metres);
        dongle.tell(adapter -> adapter.air().add(band, SimulatedDongle.now()));
        return band;
    }

    private static void tap(SimulatedDongle dongle, VirtualBand band) {
        Duration reach = Duration.ofMillis(200);
        dongle.tell(adapter -> band.tap(Chain.TOUCHING, reach, Duration.ofMillis(1500), reach, SimulatedDongle.now()));
    }

    private void bothScan() {
        Await.until(
                SOON,
                "both dongles scan",
                () -> left.ask(SimulatedAdapter::scanning) && right.ask(SimulatedAdapter::scanning));
    }

    private List<Message> errors() {
        return chain.agent().messages(frame -> frame.operation().equals("error"));
    }

    private void awaitWeak() {
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
    }

    @Test
    void aBandHeldToBothIsOneBandAndOneTap() {
        VirtualBand here = band(left, Chain.AWAY);
        VirtualBand there = band(right, Chain.AWAY);
        chain.ready();
        bothScan();
        awaitWeak();
        tap(left, here);
        tap(right, there);
        chain.awaitFrame(SOON, "intent", frame -> frame.isIntent("BLE"));
        chain.noIntentAfter(1, Duration.ofMillis(3500), "a second intent for one tap");
        assertEquals(1, chain.agent().messages(Message::isReady).size(), chain::report);
        List<Message> told = chain.agent().messages(frame -> frame.operation().equals("presence"));
        for (int i = 1; i < told.size(); i++) {
            assertTrue(
                    !told.get(i)
                            .json()
                            .path("payload")
                            .equals(told.get(i - 1).json().path("payload")),
                    chain::report);
        }
        assertEquals(List.of(), errors(), chain::report);

        tap(left, here);
        chain.awaitFrame(
                SOON,
                "the next tap",
                frame -> frame.isIntent("BLE") && !frame.equals(chain.intents().get(0)));
        assertEquals(2, chain.intents().size(), chain::report);
    }

    @Test
    void theDongleThatHearsABandBestDecides() {
        band(left, Chain.AWAY);
        VirtualBand there = band(right, BESIDE);
        chain.ready();
        bothScan();
        chain.awaitFrame(
                Duration.ofSeconds(5),
                "near, by the right one",
                frame -> frame.isPresence(BAND, "weak")
                        && frame.payload("proximity").equals("near"));
        int before = chain.mark();
        Await.never(Duration.ofSeconds(2), "a change, with nobody moving", () -> chain.mark() > before);
        tap(right, there);
        chain.awaitFrame(TAP, "intent, though the left one hears the band far away", frame -> frame.isIntent("BLE"));
        chain.noIntentAfter(1, Duration.ofMillis(2500), "a second intent");
    }

    @Test
    void oneThatIsPulledOutIsNoErrorAndThoseThatAreLeftGoOn() {
        band(left, Chain.AWAY);
        VirtualBand there = band(right, Chain.AWAY);
        chain.ready();
        bothScan();
        awaitWeak();
        left.unplug();
        Await.until(SOON, "the daemon notices", () -> chain.logged("no dongle is attached"));
        tap(right, there);
        chain.awaitFrame(TAP, "intent of the one that is left", frame -> frame.isIntent("BLE"));
        assertEquals(List.of(), errors(), chain::report);

        right.unplug();
        chain.awaitFrame(SOON, "5000 once both are gone", frame -> frame.isError(5000));
        int before = chain.mark();
        left.plug();
        chain.awaitFrame(SOON, "ble_ready of the first that is back", before, Message::isReady);
        right.plug();
        bothScan();
        assertEquals(1, errors().size(), chain::report);
        assertEquals(2, chain.agent().messages(Message::isReady).size(), chain::report);
    }

    @Test
    void oneThatIsSilentDoesNotSilenceTheOther() {
        left.tell(adapter -> adapter.faults().hang(true));
        VirtualBand there = band(right, Chain.AWAY);
        chain.ready();
        awaitWeak();
        tap(right, there);
        chain.awaitFrame(TAP, "intent", frame -> frame.isIntent("BLE"));
        Await.never(LONGER_THAN_TRIED, "an error while one scans", () -> !errors().isEmpty());
        assertTrue(chain.logged("it does not answer"), chain::report);
        assertTrue(right.ask(SimulatedAdapter::scanning), "the other one scans");

        right.unplug();
        chain.awaitFrame(SOON, "5010: one is attached, and does not answer", frame -> frame.isError(5010));
    }

    /** Every restart ends with samples that are forgotten: only those of the dongle that restarted. */
    @Test
    void oneThatRestartsAgainAndAgainCostsNoTapAtTheOther() {
        left.tell(adapter -> adapter.faults().resetTakes(Duration.ofMillis(100)));
        chain.configure("tap_detector", "\"mean\"").configure("rssi_window_tap", "20");
        band(left, Chain.AWAY);
        VirtualBand there = band(right, Chain.AWAY);
        chain.ready();
        bothScan();
        awaitWeak();
        Duration reach = Duration.ofMillis(200);
        right.tell(adapter -> there.tap(Chain.TOUCHING, reach, Duration.ofMillis(3500), reach, SimulatedDongle.now()));
        int restarts = 0;
        Await.until(SOON, "the tap begins", () -> right.ask(adapter -> there.metres(SimulatedDongle.now())) < 0.1);
        while (chain.intents().isEmpty() && right.ask(adapter -> there.metres(SimulatedDongle.now())) < 0.1) {
            left.tell(adapter -> adapter.restart(SimulatedDongle.now()));
            restarts++;
            Await.until(SOON, "scanning is over", () -> !left.ask(SimulatedAdapter::scanning));
            Await.until(SOON, "it scans again", () -> left.ask(SimulatedAdapter::scanning));
        }
        assertEquals(1, chain.intents().size(), chain::report);
        assertTrue(restarts >= 2, "a window of two seconds without restarts shows nothing: " + restarts);
        assertEquals(List.of(), errors(), chain::report);
    }

    @Test
    void aPortWithoutADongleIsNoErrorAtTheStartWhileAnotherComesUp() {
        left.unplug();
        chain.ready();
        assertEquals(List.of(), errors(), chain::report);
    }
}
