package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.port.AdapterProblem;
import org.junit.jupiter.api.Test;

/** docs/protocol.md, sections 4.4 and 4.5: ble_ready with the first of several adapters, error when the last one stops. */
class AdapterBookTest {
    private final AdapterBook book = new AdapterBook(1);

    @Test
    void nothingIsSaidBeforeAnythingIsKnown() {
        assertEquals(Optional.empty(), book.verdict());
        book.note(new AdapterEvent.Stalled(0, "COM5", 12));
        assertEquals(Optional.empty(), book.verdict());
    }

    @Test
    void readyWhileOneScans() {
        book.note(new AdapterEvent.Absent(0, "COM5", "nothing there"));
        book.note(new AdapterEvent.Scanning(1, "COM6", ""));
        assertEquals(AdapterVerdict.READY, book.verdict().orElseThrow());
        book.note(new AdapterEvent.Failed(1, "COM6", AdapterProblem.NO_ANSWER, "silent"));
        assertEquals(AgentStatus.ADAPTER_BROKEN, book.verdict().orElseThrow().status());
    }

    @Test
    void anErrorWaitsUntilEachIsKnownAndReadyDoesNot() {
        AdapterBook two = new AdapterBook(2);
        two.note(new AdapterEvent.Absent(0, "COM5", "nothing there"));
        assertEquals(Optional.empty(), two.verdict());
        two.note(new AdapterEvent.Absent(1, "COM6", "nothing there"));
        assertEquals(AgentStatus.NO_ADAPTER, two.verdict().orElseThrow().status());

        AdapterBook another = new AdapterBook(2);
        another.note(new AdapterEvent.Scanning(1, "COM6", ""));
        assertEquals(AdapterVerdict.READY, another.verdict().orElseThrow());
    }

    @Test
    void anAttachedButBrokenOneIs5010EvenBesideAnAbsentOne() {
        book.note(new AdapterEvent.Failed(0, "COM5", AdapterProblem.IN_USE, "held by putty"));
        book.note(new AdapterEvent.Absent(1, "COM6", "nothing there"));
        AdapterVerdict verdict = book.verdict().orElseThrow();
        assertEquals(AgentStatus.ADAPTER_BROKEN, verdict.status());
        assertEquals("held by putty", verdict.specifics());
        assertTrue(verdict.description().contains("COM5"), verdict.description());
    }

    @Test
    void noneAttachedIs5000() {
        book.note(new AdapterEvent.Absent(0, "auto", "no device 2458:0001"));
        assertEquals(
                AdapterVerdict.noAdapter("no device 2458:0001"), book.verdict().orElseThrow());
    }
}
