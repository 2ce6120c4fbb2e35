package nbe.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import nbe.base.Finding;
import nbe.control.status.Status;
import org.junit.jupiter.api.Test;

/** What doctor makes of a running daemon's status, line by line. */
class DaemonFindingsTest {
    private static final Path SOCKET = Path.of("/run/nymi-bluetooth-endpoint/control.sock");

    private static String lines(Status status, Optional<Finding> dongleOnTheBus) {
        return DaemonFindings.of(status, SOCKET, Optional.of("nbe"), dongleOnTheBus).stream()
                .map(finding -> finding.line() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void ofADaemonThatIsWellEachPartHasALine() {
        assertEquals("""
                ok      daemon        nbe 0.1.0 runs as process 812, account nbe, endpoint_id line-3, since 2026-11-30T08:00:00Z; \
                asked at /run/nymi-bluetooth-endpoint/control.sock
                ok      agent         wss://agent.example:9120/socket/websocket: connected since 2026-11-30T08:00:00Z, answers \
                within 1.5 ms
                ok      adapter       /dev/ttyACM0: scanning, firmware 1.3.2-122, address 00:07:80:5A:1B:21, 45.3 advertisements/s
                ok      readers       ACS ACR1252 00 00: no card
                ok      readers       ACS ACR1252 00 01 (not watched: see [nfc] readers): a card
                """, lines(RunningDaemons.well(), Optional.empty()));
    }

    @Test
    void aPartThatAProblemNamesHasNoOtherLine() {
        assertEquals("""
                ok      daemon        nbe 0.1.0 runs as process 812, account nbe, endpoint_id line-3, since 2026-11-30T08:00:00Z; \
                asked at /run/nymi-bluetooth-endpoint/control.sock
                wrong   adapter       no BLED112 (USB id 2458:0001) is attached; plug one in
                wrong   agent         the name agent.example is unknown; check agent_url
                warning readers       OMNIKEY 5422 00 00: its driver cannot reach it; replug it
                """, lines(RunningDaemons.ill(), Optional.empty()));
    }

    @Test
    void aDongleOnTheBusIsTheBetterReasonThatThereIsNone() {
        Finding module = Finding.wrong("adapter", "BLED112: no port", "`modprobe cdc-acm`");
        assertEquals("""
                ok      daemon        nbe 0.1.0 runs as process 812, account nbe, endpoint_id line-3, since 2026-11-30T08:00:00Z; \
                asked at /run/nymi-bluetooth-endpoint/control.sock
                wrong   adapter       BLED112: no port; `modprobe cdc-acm`
                wrong   agent         the name agent.example is unknown; check agent_url
                warning readers       OMNIKEY 5422 00 00: its driver cannot reach it; replug it
                """, lines(RunningDaemons.ill(), Optional.of(module)));
        assertEquals(lines(RunningDaemons.well(), Optional.empty()), lines(RunningDaemons.well(), Optional.of(module)));
    }
}
