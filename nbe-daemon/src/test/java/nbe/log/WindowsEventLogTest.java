package nbe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/** Events of the Application log, before functions of Windows that are made up. */
class WindowsEventLogTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int ACCESS_DENIED = 5;

    private final FakeEvents events = new FakeEvents();
    private final WindowsEventLog log =
            new WindowsEventLog("Nymi Bluetooth Endpoint", () -> events, () -> ACCESS_DENIED);

    /** Writes down what is reported. */
    private static final class FakeEvents implements WindowsEventLog.Api {
        private final List<String> reported = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean fails;
        private volatile int open;

        @Override
        public Pointer RegisterEventSourceW(WString server, WString source) {
            if (fails) {
                return null;
            }
            open++;
            return Pointer.createConstant(1);
        }

        @Override
        public boolean ReportEventW(
                Pointer handle,
                short type,
                short category,
                int id,
                Pointer user,
                short textCount,
                int dataSize,
                WString[] texts,
                Pointer data) {
            reported.add(type + " " + id + " " + texts[0] + (textCount == 1 ? "" : " " + textCount));
            return !fails;
        }

        @Override
        public boolean DeregisterEventSource(Pointer handle) {
            open--;
            return true;
        }
    }

    private static LogEntry entry(Level level, String component, String message) {
        return new LogEntry(NOON, level, component, message);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, true", "WARN, true", "INFO, false", "DEBUG, false", "TRACE, false"})
    void onlyWarningsAndErrorsAreEvents(Level level, boolean taken) {
        assertEquals(taken, log.takes(entry(level, "agent", "x")));
    }

    @Test
    void anEventHasTypeIdComponentAndText() throws IOException {
        log.write(List.of(entry(Level.ERROR, "config", "nbe.toml:3:1: wrong"), entry(Level.WARN, "agent", "refused")));
        log.write(List.of(entry(Level.WARN, "SslHandler", "of a library")));
        assertEquals(
                List.of("1 110 config: nbe.toml:3:1: wrong", "2 120 agent: refused", "2 199 SslHandler: of a library"),
                events.reported);
        log.close();
        assertEquals(0, events.open);
    }

    @Test
    void aStackTraceBelongsToItsEvent() throws IOException {
        log.write(List.of(new LogEntry(NOON, Level.ERROR, "core", "failed", "x.Y: z\n\tat a.b(C.java:1)\n")));
        assertEquals(List.of("1 150 core: failed\r\nx.Y: z\r\nat a.b(C.java:1)"), events.reported);
    }

    @Test
    void aForeignTextIsNeitherAPlaceholderNorLongerThanAnEventNorACommandToATerminal() throws IOException {
        log.write(List.of(entry(Level.WARN, "pcsc", "reader %1 %%2 100% \u001B[31m" + "x".repeat(50_000))));
        String text = events.reported.get(0);
        assertTrue(text.startsWith("2 140 pcsc: reader % 1 % % 2 100% \\u001B[31mxxx"), text.substring(0, 80));
        assertTrue(text.length() < 31_839, "has " + text.length());
    }

    @Test
    void aLogThatCannotBeOpenedIsToldOnceAndTriedWithEachEvent() {
        events.fails = true;
        List<String> complaints = Collections.synchronizedList(new ArrayList<>());
        LineWriter writer = new LineWriter(log, 10_000, InstantSource.fixed(NOON), complaints::add);
        for (int i = 0; i < 5; i++) {
            writer.offer(entry(Level.WARN, "agent", "refused"));
        }
        assertTrue(writer.close(Duration.ofSeconds(20)));
        assertEquals(
                List.of(
                        "the Windows event log cannot be written (RegisterEventSource: error 5); tried again with each line"),
                complaints);
    }

    @Test
    void whereWindowsHasNoSuchFunctionItIsAFailureLikeAnyOther() {
        WindowsEventLog none = new WindowsEventLog(
                "x",
                () -> {
                    throw new UnsatisfiedLinkError("no advapi32");
                },
                () -> 0);
        IOException failure =
                assertThrows(IOException.class, () -> none.write(List.of(entry(Level.WARN, "agent", "refused"))));
        assertTrue(failure.getMessage().contains("no advapi32"), failure.getMessage());
        assertFalse(none.takes(entry(Level.INFO, "agent", "x")));
    }
}
