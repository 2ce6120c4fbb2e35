package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.port.AdapterProblem;
import org.junit.jupiter.api.Test;

/** docs/protocol.md: ble_ready with the first of several adapters, error when the last one stops. */
class AdapterBookTest {
    private final AdapterBook book = new AdapterBook(1);

    @Test
    void nothingIsSaidBeforeAnythingIsKnown() {
        assertEquals(Optional.empty(), book.verdict());
    }

    @Test
    void readyWhileOneScans() {
        book.note(0, new AdapterStatus.Missing("COM5"));
        book.note(1, new AdapterStatus.Scanning("COM6", ""));
        assertEquals(AdapterVerdict.READY, book.verdict().orElseThrow());
        book.note(1, new AdapterStatus.Failed("COM6", AdapterProblem.NO_ANSWER, "silent"));
        assertEquals(AgentStatus.ADAPTER_BROKEN, book.verdict().orElseThrow().status());
    }

    @Test
    void anErrorWaitsUntilEachIsKnownAndReadyDoesNot() {
        AdapterBook two = new AdapterBook(2);
        two.note(0, new AdapterStatus.Missing("COM5"));
        assertEquals(Optional.empty(), two.verdict());
        two.note(1, new AdapterStatus.Missing("COM6"));
        assertEquals(AgentStatus.NO_ADAPTER, two.verdict().orElseThrow().status());

        AdapterBook another = new AdapterBook(2);
        another.note(1, new AdapterStatus.Scanning("COM6", ""));
        assertEquals(AdapterVerdict.READY, another.verdict().orElseThrow());
    }

    @Test
    void anAttachedButBrokenOneIs5010EvenBesideAnAbsentOne() {
        book.note(0, new AdapterStatus.Failed("COM5", AdapterProblem.IN_USE, "held by putty"));
        book.note(1, new AdapterStatus.Missing("COM6"));
        AdapterVerdict verdict = book.verdict().orElseThrow();
        assertEquals(AgentStatus.ADAPTER_BROKEN, verdict.status());
        assertEquals(
                "COM5: another program holds the port (held by putty); " + AdapterProblem.IN_USE.remedy(),
                verdict.specifics());
        assertTrue(verdict.description().contains("COM5"), verdict.description());
    }

    @Test
    void noneAttachedIs5000() {
        book.note(0, new AdapterStatus.Missing("auto"));
        assertEquals(
                AdapterVerdict.noAdapter(
                        "no BLED112 (USB id 2458:0001) is attached; plug one in, or name its port under [ble] port"),
                book.verdict().orElseThrow());
    }
}
