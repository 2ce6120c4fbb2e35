package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nbe.simulator.band.VirtualBand;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real program reads its configuration again: by {@code nbe reload}, and by SIGHUP. */
class ReloadProgramIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    final Chain chain = new Chain();

    private Program daemon;

    private void startDaemon() {
        chain.configure("control.socket", Chain.quoted("control.sock"));
        daemon = chain.programReady();
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
        Await.until(SOON, "the socket", () -> Files.exists(chain.directory().resolve("control.sock")));
    }

    private boolean logged(String words) {
        return daemon.err().stream().anyMatch(line -> line.contains(words));
    }

    private Program reload(int status) {
        Program command = chain.program("reload");
        assertEquals(status, command.awaitEnd(SOON), () -> command.err() + chain.report());
        return command;
    }

    @Test
    void aThresholdIsPutIntoUseOverTheSameConnectionAndTheChangedKeysArePrinted() {
        chain.band(BAND);
        startDaemon();
        chain.configure("rssi_tap_threshold", "-70").configure("log_level", Chain.quoted("debug"));
        Program command = reload(0);
        assertEquals(List.of("read again: changed", "  rssi_tap_threshold", "  log_level"), command.out());
        chain.awaitFrame(SOON, "an intent by the new threshold", frame -> frame.isIntent("BLE"));
        Await.until(SOON, "the level debug", () -> logged(" DEBUG "));
        assertEquals(List.of("read again: nothing has changed"), reload(0).out());
        assertEquals(1, chain.agent().connections(), chain::report);
    }

    @Test
    void aWrongFileIsToldEverywhereAndChangesNothing() {
        chain.band(BAND);
        startDaemon();
        chain.configure("rssi_tap_threshold", "7");
        Program command = reload(1);
        assertEquals(List.of(), command.out());
        assertTrue(command.err().get(0).contains("nbe.toml:"), command.err()::toString);
        assertTrue(command.err().get(0).contains("rssi_tap_threshold is 7"), command.err()::toString);
        Await.until(
                SOON,
                "an ERROR line with the position",
                () -> daemon.err().stream().anyMatch(line -> line.contains(" ERROR ") && line.contains("nbe.toml:")));
        assertEquals(1, chain.agent().connections(), chain::report);
    }

    @Test
    void aHundredHangUpsInARowEndNothingAndTheLastFileCounts() {
        VirtualBand band = chain.band(BAND);
        startDaemon();
        for (int i = 0; i < 100; i++) {
            chain.configure("presence.absent_after", String.valueOf(100 + i)).rewrite();
            daemon.signal("HUP");
        }
        chain.configure("log_level", Chain.quoted("debug")).rewrite();
        daemon.signal("HUP");
        Await.until(
                SOON,
                "the last one",
                () -> logged("log_level has changed") || logged("log_level, presence.absent_after have"));
        chain.tap(band, Duration.ofSeconds(1));
        chain.awaitFrame(SOON, "an intent", frame -> frame.isIntent("BLE"));
        assertEquals(1, chain.agent().connections(), chain::report);
        daemon.signal("TERM");
        assertEquals(0, daemon.awaitEnd(Duration.ofSeconds(3)));
        assertEquals(Optional.of(1000), chain.agent().closeCode(1));
    }
}
