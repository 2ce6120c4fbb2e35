package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.wire.Command;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Await;
import nbe.testing.Message;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real program and the signals that a service manager, a terminal or an operator sends it. */
class ProcessIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration STOP = Duration.ofSeconds(2);

    @RegisterExtension
    final Chain chain = new Chain();

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalSwitchesScanningOffAndTakesLeaveOfTheAgent(String signal) {
        Program program = chain.programReady();
        assertStops(program, signal);
        assertScanningIsOff();
        assertEquals(Optional.of(1000), chain.agent().closeCode(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalIsObeyedWhileThereIsNoAgent(String signal) {
        Program program = chain.programReady();
        chain.agent().vanish();
        Await.until(
                SOON,
                "the program waits to connect again",
                () -> program.err().stream().anyMatch(line -> line.contains("next attempt in")));
        assertStops(program, signal);
        assertScanningIsOff();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalIsObeyedWhileThereIsNoDongle(String signal) {
        chain.dongle().unplug();
        Program program = chain.program();
        chain.awaitFrame(START, "error 5000", frame -> frame.isError(5000));
        assertStops(program, signal);
        assertEquals(Optional.of(1000), chain.agent().closeCode(1));
    }

    private long endsBefore;

    private void assertStops(Program program, String signal) {
        endsBefore = chain.commands(Command.GAP_END_PROCEDURE);
        program.signal(signal);
        assertEquals(0, program.awaitEnd(STOP), chain::report);
        assertEquals(List.of(), program.out(), "standard output is for answers only");
        assertTrue(program.err().stream().anyMatch(line -> line.contains("SIG" + signal)), chain::report);
    }

    private void assertScanningIsOff() {
        assertEquals(endsBefore + 1, chain.commands(Command.GAP_END_PROCEDURE), chain::report);
        assertFalse(chain.dongle().ask(SimulatedAdapter::scanning), "the dongle still scans");
    }

    /** The vendor's rule would fire on the held samples that wait in the port; ours sees that they come all at once. */
    @ParameterizedTest
    @ValueSource(strings = {"mean", "adaptive"})
    void aTapWhileTheProcessStoodStillIsNoIntentAfterwards(String rule) {
        chain.configure("tap_detector", Chain.quoted(rule));
        VirtualBand band = chain.band(BAND);
        Program program = chain.programReady();
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
        program.signal("STOP");
        long stopped = System.nanoTime();
        long away = chain.tap(band, Duration.ofMillis(1500));
        Await.until(
                Duration.ofSeconds(4),
                "three seconds are over",
                () -> System.nanoTime() - stopped > SOON.toNanos() && SimulatedDongle.now() > away);
        Instant continued = Instant.now();
        program.signal("CONT");
        chain.noIntentAfter(0, Duration.ofMillis(2500), "a late intent");

        chain.tap(band, Duration.ofSeconds(1));
        Message intent = chain.awaitFrame(SOON, "an intent of now", frame -> frame.isIntent("BLE"));
        assertTrue(Instant.parse(intent.payload("time")).isAfter(continued), intent::toString);
        assertEquals(1, chain.intents().size(), chain::report);
    }

    @Test
    void aBandThatIsStillHeldWhenTheProcessGoesOnMayTapWithNewSamplesOnly() {
        VirtualBand band = chain.band(BAND);
        Program program = chain.programReady();
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
        program.signal("STOP");
        long stopped = System.nanoTime();
        chain.tap(band, Duration.ofSeconds(5));
        Await.until(
                Duration.ofSeconds(4), "three seconds are over", () -> System.nanoTime() - stopped > SOON.toNanos());
        Instant continued = Instant.now();
        program.signal("CONT");
        Message intent = chain.awaitFrame(SOON, "an intent", frame -> frame.isIntent("BLE"));
        assertTrue(Instant.parse(intent.payload("time")).isAfter(continued), intent::toString);
    }
}
