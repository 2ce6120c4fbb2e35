package nbe.bgapi.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.Firmware;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** The values that the adapter's machine is made of. */
class MachineValuesTest {
    private static final long MS = 1_000_000L;
    private static final AdapterStatus SCANNING =
            new AdapterStatus.Scanning("COM5", "firmware 1.3.2", "00:07:80:1A:2B:3C");
    private static final AdapterStatus MISSING = new AdapterStatus.Missing("auto");

    private static AdapterStatus failed(AdapterProblem problem, String detail) {
        return new AdapterStatus.Failed("COM5", problem, detail);
    }

    // ---- recovering

    @ParameterizedTest
    @CsvSource({
        "END_PROCEDURE, 00000604",
        "SET_MODE, 000206010000",
        "GET_CONNECTIONS, 00000006",
        "DISCONNECT, 0001030005",
        "HELLO, 00000001",
        "GET_INFO, 00000008",
        "ADDRESS_GET, 00000002",
        "SET_FILTERING, 00030606000000",
        "SET_SCAN_PARAMETERS, 00050607c800c80001",
        "DISCOVER, 0001060202",
    })
    void eachStepSendsTheseBytes(RecoveryStep step, String hex) {
        assertEquals(
                hex, java.util.HexFormat.of().formatHex(step.call(5).packet().encode()));
        assertEquals(step.command(), step.call(5).command());
        assertTrue(step.command().response().isPresent(), "recovering goes on with the answer");
    }

    @Test
    void theStepsFollowOneAnotherAndEndWithScanning() {
        RecoveryStep step = RecoveryStep.END_PROCEDURE;
        int steps = 1;
        for (; step != RecoveryStep.DISCOVER; steps++) {
            step = step.next();
        }
        assertEquals(RecoveryStep.values().length, steps);
        assertThrows(IllegalStateException.class, RecoveryStep.DISCOVER::next);
        assertEquals(
                List.of(RecoveryStep.SET_FILTERING, RecoveryStep.SET_SCAN_PARAMETERS, RecoveryStep.DISCOVER),
                java.util.Arrays.stream(RecoveryStep.values())
                        .filter(RecoveryStep::mustSucceed)
                        .toList());
    }

    @Test
    void theScanNeverPausesAndHearsEveryBandOnEveryChannel() {
        double millis = RecoveryStep.SCAN_INTERVAL * 0.625;
        assertEquals(125, millis);
        assertTrue(millis > 100, "longer than a band's advertising interval");
        Packet parameters = RecoveryStep.SET_SCAN_PARAMETERS.call(0).packet();
        assertEquals(parameters.integer("scan_interval"), parameters.integer("scan_window"));
        assertEquals(1, parameters.integer("active"));
    }

    // ---- history

    @Test
    void oneResetForEachTroubleAndAnotherOneAMinuteLater() {
        History fresh = History.of("COM5");
        assertTrue(fresh.mayReset(0));
        History reset = fresh.afterReset(10 * MS);
        assertFalse(reset.mayReset(11 * MS));
        assertFalse(reset.mayReset(10 * MS + Timings.RESET_AGAIN - 1));
        assertTrue(reset.mayReset(10 * MS + Timings.RESET_AGAIN));
        assertTrue(reset.healthy().mayReset(11 * MS), "that trouble is over");
    }

    @Test
    void troubleBeginsOnceAndEnds() {
        History troubled = History.of("COM5").troubled(5).troubled(9);
        assertEquals(OptionalLong.of(5), troubled.troubleSince());
        assertEquals(OptionalLong.empty(), troubled.untroubled().troubleSince());
    }

    @Test
    void eachChangeKeepsTheRest() {
        Firmware firmware = new Firmware(1, 3, 2, 122, 3, 1, 2);
        History all = History.of("auto")
                .at("COM7")
                .afterReset(1)
                .with(firmware)
                .with(MISSING)
                .troubled(2);
        assertEquals(
                new History(
                        "auto",
                        "COM7",
                        OptionalLong.of(1),
                        true,
                        Optional.of(firmware),
                        Optional.of(MISSING),
                        OptionalLong.of(2)),
                all);
        assertEquals(all.healthy().resetSpent(), false);
        assertEquals(all, all.at("COM8").at("COM7"));
        assertEquals("auto", all.at("COM8").name());
    }

    // ---- status

    @Test
    void whatTheOutsideKnowsIsNotReportedAgain() {
        History history = History.of("COM5").with(failed(AdapterProblem.IN_USE, "held by minicom"));
        assertTrue(history.hasReported(failed(AdapterProblem.IN_USE, "held by putty")), "the same problem");
        assertFalse(history.hasReported(failed(AdapterProblem.NO_ANSWER, "held by minicom")));
        assertFalse(history.hasReported(SCANNING));
        assertFalse(history.hasReported(MISSING));
        assertFalse(History.of("COM5").hasReported(MISSING), "nothing is known at the start");
        assertTrue(SCANNING.saysTheSameAs(new AdapterStatus.Scanning("COM6", "another", "00:07:80:1A:2B:3C")));
        assertTrue(MISSING.saysTheSameAs(new AdapterStatus.Missing("COM5")));
    }

    @ParameterizedTest
    @EnumSource(AdapterProblem.class)
    void aProblemIsReportedWithItsRemedyOnceAndStaysInTheLogAtDebug(AdapterProblem problem) {
        AdapterState next = new Probing(0, 0);
        Step first = Step.failing(problem, "what was seen", next, 7, History.of("COM5"));
        AdapterStatus.Failed status = new AdapterStatus.Failed("COM5", problem, "what was seen");
        assertEquals(
                List.of(
                        new Effect.Report(status),
                        new Effect.Note(Level.WARN, problem.text() + " (what was seen); remedy: " + problem.remedy())),
                first.effects());
        assertEquals(OptionalLong.of(7), first.history().troubleSince());
        assertEquals("COM5: " + problem.text() + " (what was seen); " + problem.remedy(), status.specifics());
        Step again =
                Step.failing(problem, "seen again", next, 9, first.history().with(status));
        assertEquals(
                List.of(new Effect.Note(Level.DEBUG, "still: " + problem.text() + " (seen again)")), again.effects());
    }

    @Test
    void eachStatusIsMatchedByItsOwnFunction() {
        assertEquals("s", SCANNING.match(s -> "s", m -> "m", f -> "f"));
        assertEquals("m", MISSING.match(s -> "s", m -> "m", f -> "f"));
        assertEquals("f", failed(AdapterProblem.IN_USE, "").match(s -> "s", m -> "m", f -> "f"));
    }

    @Test
    void furtherEffectsComeAfterTheStepsOwn() {
        Effect close = new Effect.Close();
        Effect note = new Effect.Note(Level.INFO, "closed");
        Effect count = new Effect.Count(AdapterCounter.REOPENS);
        Step step = Step.to(new Stopped(), History.of("COM5"), close).and(note).and(count);
        assertEquals(List.of(close, note, count), step.effects());
        assertEquals(new Stopped(), step.next());
    }

    // ---- firmware and stray text

    @ParameterizedTest
    @CsvSource({
        "1, 3, 2, 122, 1, true",
        "99, 99, 99, 65535, 99, true",
        "100, 3, 2, 122, 1, false",
        "1, 100, 2, 122, 1, false",
        "1, 3, 100, 122, 1, false",
        "1, 3, 2, 122, 100, false",
    })
    void versionsAboveNinetyNineAreStrayBytes(
            int major, int minor, int patch, int build, int protocol, boolean plausible) {
        Packet boot = Packet.event(Event.SYSTEM_BOOT, major, minor, patch, build, 3, protocol, 2);
        Firmware firmware = Firmware.of(boot);
        assertEquals(plausible, firmware.isPlausible());
        assertEquals(major + "." + minor + "." + patch + " build " + build, firmware.toString());
        Packet info = Packet.response(Command.SYSTEM_GET_INFO, major, minor, patch, build, 3, protocol, 2);
        assertEquals(firmware, Firmware.of(info), "the event and the answer have the same fields");
    }

    private static Optional<StrayText> stray(String text) {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        framer.append(bytes, 0, bytes.length, 0);
        assertFalse(framer.next(0));
        return StrayText.in(framer.skipped());
    }

    @Test
    void sixteenPrintableBytesAreAText() {
        assertEquals(Optional.empty(), stray("fifteen letters"));
        StrayText text = stray("sixteen letters!").orElseThrow();
        assertEquals(AdapterProblem.FOREIGN_FIRMWARE, text.problem());
        assertEquals("it says \"sixteen letters!\"", text.detail());
        assertEquals(Optional.empty(), stray("\u00A8".repeat(40)), "noise");
    }

    @ParameterizedTest
    @CsvSource({
        "AT, true",
        "ATI, true",
        "ATZ0, true",
        "AT+GCAP, true",
        "AT&F, true",
        "ATTENTION, false",
        "BATTERY, false"
    })
    void modemCommandsAreToldFromWords(String line, boolean modem) {
        Optional<StrayText> text = stray((line + "\r\n").repeat(4));
        assertEquals(
                modem ? AdapterProblem.MODEM_MANAGER : AdapterProblem.FOREIGN_FIRMWARE,
                text.orElseThrow().problem());
        assertEquals(modem, text.orElseThrow().detail().startsWith("modem commands as it sends them: \"AT"));
    }

    @Test
    void aLongTextIsCutAt40Characters() {
        assertEquals(
                "it says \"" + "x".repeat(40) + "\"",
                stray("x".repeat(200)).orElseThrow().detail());
    }
}
