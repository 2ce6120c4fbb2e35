package nbe.pcsc.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnmatchedEntriesTest {
    private static final String ACS = "ACS ACR122U 00 00";
    private static final String HID = "HID Global OMNIKEY 5x25 01 00";
    private static final long GRACE = UnmatchedEntries.GRACE_NANOS;
    private static final long SECOND = 1_000_000_000L;

    private final UnmatchedEntries entries = new UnmatchedEntries(List.of("omnikey 5x25", "cherry", "acr122"));

    private static List<String> texts(List<UnmatchedEntries.Unmatched> unmatched) {
        return unmatched.stream()
                .map(one -> one.text().replaceFirst(" of \\[nfc\\] readers is part of no reader's name", ""))
                .toList();
    }

    @Test
    void whatMatchesNothingIsSaidOnceAndWithinTenSecondsOfTheList() {
        entries.listed(List.of(ACS), 0);
        assertEquals(GRACE, entries.deadlineNanos());
        assertTrue(GRACE <= 10 * SECOND);
        assertEquals(List.of(), entries.onTime(GRACE - 1));
        assertEquals(List.of(), entries.holding(), "not before it is said");
        List<UnmatchedEntries.Unmatched> said = entries.onTime(GRACE);
        assertEquals(List.of("\"omnikey 5x25\"", "\"cherry\""), texts(said));
        assertTrue(
                said.get(0).remedy().startsWith("there is " + ACS + "; write"),
                said.get(0).remedy());
        assertEquals(said, entries.holding());
        entries.listed(List.of(ACS), 20 * SECOND);
        assertEquals(Long.MAX_VALUE, entries.deadlineNanos());
        assertEquals(List.of(), entries.onTime(40 * SECOND));
    }

    @Test
    void aReaderThatComesInTimeIsNotMissedAndAnotherListDoesNotPutTheWarningOff() {
        entries.listed(List.of(ACS), 0);
        entries.listed(List.of(ACS, HID), 2 * SECOND);
        assertEquals(GRACE, entries.deadlineNanos());
        assertEquals(List.of("\"cherry\""), texts(entries.onTime(GRACE)));
    }

    @Test
    void aReaderThatMatchesEndsTheWarningAlsoOnceItIsUnpluggedAgain() {
        entries.listed(List.of(ACS), 0);
        entries.onTime(GRACE);
        entries.listed(List.of(ACS, HID), 20 * SECOND);
        assertEquals(List.of("\"cherry\""), texts(entries.holding()));
        entries.listed(List.of(HID), 30 * SECOND);
        entries.listed(List.of(ACS), 40 * SECOND);
        assertEquals(List.of("\"cherry\""), texts(entries.holding()), "its reader was here once");
    }

    @Test
    void withoutAnyReaderNothingIsSaidAndNothingHolds() {
        entries.listed(List.of(), 0);
        assertEquals(Long.MAX_VALUE, entries.deadlineNanos());
        entries.listed(List.of(ACS), SECOND);
        entries.listed(List.of(), 2 * SECOND);
        assertEquals(List.of(), entries.onTime(20 * SECOND));
        entries.listed(List.of(ACS), 30 * SECOND);
        assertEquals(2, entries.onTime(30 * SECOND + GRACE).size());
        entries.listed(List.of(), 50 * SECOND);
        assertEquals(List.of(), entries.holding());
        entries.listed(List.of(HID), 60 * SECOND);
        assertEquals(List.of("\"cherry\""), texts(entries.holding()));
        assertEquals(Long.MAX_VALUE, entries.deadlineNanos(), "it was said before");
    }

    @Test
    void withoutEntriesThereIsNothingToSay() {
        UnmatchedEntries all = new UnmatchedEntries(List.of());
        all.listed(List.of(ACS), 0);
        assertEquals(Long.MAX_VALUE, all.deadlineNanos());
    }

    @Test
    void namesAndEntriesThatWouldMoveACursorAreEscaped() {
        UnmatchedEntries.Unmatched one = UnmatchedEntries.unmatched(List.of("a\u001b[2J"), List.of("b\nc"))
                .get(0);
        assertEquals(1, (one.text() + one.remedy()).lines().count());
        assertTrue(one.text().indexOf('\u001b') < 0, one.text());
    }
}
