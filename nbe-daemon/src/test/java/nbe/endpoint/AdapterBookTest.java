package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.port.AdapterProblem;
import org.junit.jupiter.api.Test;

/** docs/protocol.md, sections 4.4 and 4.5: ble_ready with the first of several adapters, error when the last one stops. */
class AdapterBookTest {
    private final AdapterBook book = new AdapterBook(1);

    @Test
    void nothingIsSaidBeforeAnythingIsKnown() {
        assertEquals(Optional.empty(), book.status());
    }

    @Test
    void readyWhileOneScans() {
        book.note(0, new AdapterStatus.Missing("COM5"));
        book.note(1, new AdapterStatus.Scanning("COM6", "", "00:07:80:1A:2B:3C"));
        assertEquals(0, AgentStatus.of(book.status().orElseThrow()));
        book.note(1, new AdapterStatus.Failed("COM6", AdapterProblem.NO_ANSWER, "silent"));
        assertEquals(AgentStatus.ADAPTER_BROKEN, AgentStatus.of(book.status().orElseThrow()));
    }

    @Test
    void anErrorWaitsUntilEachIsKnownAndReadyDoesNot() {
        AdapterBook two = new AdapterBook(2);
        two.note(0, new AdapterStatus.Missing("COM5"));
        assertEquals(Optional.empty(), two.status());
        two.note(1, new AdapterStatus.Missing("COM6"));
        assertEquals(AgentStatus.NO_ADAPTER, AgentStatus.of(two.status().orElseThrow()));

        AdapterBook another = new AdapterBook(2);
        another.note(1, new AdapterStatus.Scanning("COM6", "", "00:07:80:1A:2B:3C"));
        assertEquals(0, AgentStatus.of(another.status().orElseThrow()));
    }

    @Test
    void anAttachedButBrokenOneIs5010EvenBesideAnAbsentOne() {
        book.note(0, new AdapterStatus.Failed("COM5", AdapterProblem.IN_USE, "held by putty"));
        book.note(1, new AdapterStatus.Missing("COM6"));
        AdapterStatus status = book.status().orElseThrow();
        assertEquals(AgentStatus.ADAPTER_BROKEN, AgentStatus.of(status));
        String message = Envelope.adapters(status).text();
        assertTrue(
                message.contains(
                        "COM5: another program holds the port (held by putty); " + AdapterProblem.IN_USE.remedy()),
                message);
        assertTrue(AgentStatus.describe(status).contains("COM5"), AgentStatus.describe(status));
    }

    @Test
    void noneAttachedIs5000() {
        book.note(0, new AdapterStatus.Missing("auto"));
        AdapterStatus status = book.status().orElseThrow();
        assertEquals(AgentStatus.NO_ADAPTER, AgentStatus.of(status));
        String message = Envelope.adapters(status).text();
        assertTrue(
                message.contains(
                        "no BLED112 (USB id 2458:0001) is attached; plug one in, or name its port under [ble] port"),
                message);
    }
}
