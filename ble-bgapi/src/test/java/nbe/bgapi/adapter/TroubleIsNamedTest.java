package nbe.bgapi.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import nbe.base.Finding;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.machine.Effect;
import nbe.bgapi.machine.MachineRig;
import nbe.bgapi.machine.StrayText;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.BytePort;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Framer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** Each thing that may be wrong with an adapter has its own words and remedy: in the log, to the agent, and in doctor. */
class TroubleIsNamedTest {
    private static final FoundPort IN_DFU_MODE = new FoundPort("1-2", "/dev/ttyACM0", true);
    private static final String DETAIL = "what was seen";

    @Test
    void noTwoProblemsHaveTheSameWords() {
        Set<String> words = new HashSet<>();
        for (AdapterProblem problem : AdapterProblem.values()) {
            assertTrue(words.add(problem.text()), problem.text());
            assertTrue(problem.remedy().length() > 10, problem + ": " + problem.remedy());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_USE", "HELD_BY_NBE", "MODEM_MANAGER", "NO_PERMISSION", "CANNOT_OPEN", "NO_SERIAL_LIBRARY"})
    void aPortThatCannotBeOpenedIsNamedInAllThreePlaces(AdapterProblem problem) {
        CannotOpenException refusal = CannotOpenException.because(problem, DETAIL);
        MachineRig rig = new MachineRig();
        rig.refusal = refusal;
        rig.runUntilStatus(3_000);
        assertTold(rig, problem, DETAIL);
        assertFound(MachineRig.PORT, () -> refusal, problem, DETAIL);
    }

    @Test
    void aDongleInDfuModeIsNamedInAllThreePlaces() {
        MachineRig rig = new MachineRig();
        rig.attached = IN_DFU_MODE;
        rig.runUntilStatus(3_000);
        assertTold(rig, AdapterProblem.DFU_MODE, "FFFE");
        assertFound(IN_DFU_MODE, () -> null, AdapterProblem.DFU_MODE, "FFFE");
    }

    @ParameterizedTest
    @CsvSource({
        "FOREIGN_FIRMWARE, 'enter ASCII 0 to reboot in dfu~'",
        "FOREIGN_FIRMWARE, 'ATTENTION: the BAT is low~'",
        "MODEM_MANAGER, 'AT~'",
        "MODEM_MANAGER, 'AT~AT~ATI~'",
        "MODEM_MANAGER, 'AT+GCAP~'",
        "MODEM_MANAGER, 'ATQ0 V1 E1 S0=0~'",
    })
    void textInsteadOfAnAnswerIsNamedInAllThreePlaces(AdapterProblem problem, String written) {
        byte[] text = ascii(written);
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        framer.append(text, 0, text.length, 0);
        assertTrue(!framer.next(0), "the text holds a packet");
        MachineRig rig = new MachineRig();
        rig.answers = false;
        rig.strayText = StrayText.in(framer.skipped());
        rig.runUntilStatus(5_000);
        String shown = written.substring(0, 2);
        assertTold(rig, problem, shown);
        assertEquals(0, rig.count("system_reset"), "it is no fault of the dongle");
        assertFound(text, problem, shown);
    }

    @ParameterizedTest
    @CsvSource({"'AT'", "'OK~'", "'BAT~'", "'8AT1f'"})
    void fewBytesThatAreNoModemCommandAreNoText(String written) {
        byte[] text = ascii(written);
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        framer.append(text, 0, text.length, 0);
        framer.next(0);
        assertEquals(Optional.empty(), StrayText.in(framer.skipped()));
    }

    /** {@code ~} is the end of a line. */
    private static byte[] ascii(String written) {
        return written.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertTold(MachineRig rig, AdapterProblem problem, String detail) {
        assertEquals(problem, rig.problem());
        String toTheAgent = ((AdapterStatus.Failed) rig.statuses.get(0)).specifics();
        String logged = rig.notes.stream()
                .filter(note -> note.level() == Level.WARN)
                .map(Effect.Note::text)
                .findFirst()
                .orElseThrow();
        for (String words : List.of(problem.text(), detail, problem.remedy())) {
            assertTrue(toTheAgent.contains(words), toTheAgent);
            assertTrue(logged.contains(words), logged);
        }
    }

    private static void assertFound(
            FoundPort port, Supplier<CannotOpenException> refusal, AdapterProblem problem, String detail) {
        BytePort.Opener opener = path -> {
            throw refusal.get();
        };
        assertFound(new AdapterProbe(BleSettings.auto(), () -> List.of(port), opener, () -> 0), problem, detail);
    }

    private static void assertFound(byte[] says, AdapterProblem problem, String detail) {
        Talking open = new Talking(says);
        AdapterProbe probe =
                new AdapterProbe(BleSettings.auto(), () -> List.of(MachineRig.PORT), path -> open, () -> open.nowNanos);
        assertFound(probe, problem, detail);
    }

    private static void assertFound(AdapterProbe probe, AdapterProblem problem, String detail) {
        Finding finding = probe.run().get(0);
        Finding.Grade grade = problem == AdapterProblem.HELD_BY_NBE ? Finding.Grade.WARNING : Finding.Grade.WRONG;
        assertEquals(grade, finding.grade());
        assertTrue(finding.text().contains(problem.text()), finding.text());
        assertTrue(finding.text().contains(detail), finding.text());
        assertEquals(Optional.of(problem.remedy()), finding.remedy());
        assertEquals(problem == AdapterProblem.NO_PERMISSION, finding.ofRights());
    }

    /** Says one thing, and nothing ever after; its reads make the time pass. */
    private static final class Talking implements BytePort {
        private byte[] says;
        private long nowNanos;

        Talking(byte[] says) {
            this.says = says;
        }

        @Override
        public int read(byte[] buffer) {
            nowNanos += 100 * MachineRig.MS;
            int count = says.length;
            System.arraycopy(says, 0, buffer, 0, count);
            says = new byte[0];
            return count;
        }

        @Override
        public boolean write(byte[] bytes) {
            return true;
        }

        @Override
        public void close() {}
    }
}
