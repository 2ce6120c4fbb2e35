package nbe.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.AirRow;
import nbe.control.status.ConfigRow;
import nbe.control.status.NfcRow;
import nbe.control.status.Problem;
import nbe.control.status.ReaderRow;
import nbe.control.status.Status;

/** Statuses of running daemons for tests. */
public final class RunningDaemons {
    /** When all of them started. */
    public static final Instant STARTED = Instant.parse("2026-11-30T08:00:00Z");

    private static final AgentRow CONNECTED = new AgentRow(
            "wss://agent.example:9120/socket/websocket",
            AgentRow.State.CONNECTED,
            STARTED,
            Optional.empty(),
            Optional.of(1.5));

    private RunningDaemons() {}

    /** One to which nothing is wrong, with one dongle and two readers. */
    public static Status well() {
        return of(
                CONNECTED,
                List.of(new AdapterRow(
                        "/dev/ttyACM0",
                        AdapterRow.State.SCANNING,
                        Optional.empty(),
                        Optional.of("1.3.2-122"),
                        Optional.of("00:07:80:5A:1B:21"),
                        45.25)),
                List.of(
                        new ReaderRow("ACS ACR1252 00 00", ReaderRow.State.EMPTY, true),
                        new ReaderRow("ACS ACR1252 00 01", ReaderRow.State.CARD, false)),
                List.of(),
                List.of());
    }

    /** One without a dongle, whose agent's name is unknown, with a reader that hangs. */
    public static Status ill() {
        return of(
                new AgentRow(
                        "wss://agent.example:9120/socket/websocket",
                        AgentRow.State.WAITING,
                        STARTED,
                        Optional.of("NAME_UNKNOWN: agent.example"),
                        Optional.empty()),
                List.of(new AdapterRow(
                        "auto",
                        AdapterRow.State.ABSENT,
                        Optional.of("no BLED112 (USB id 2458:0001) is attached"),
                        Optional.empty(),
                        Optional.empty(),
                        0)),
                List.of(new ReaderRow("OMNIKEY 5422 00 00", ReaderRow.State.UNREACHABLE, true)),
                List.of(
                        new Problem("adapter", "no BLED112 (USB id 2458:0001) is attached", "plug one in"),
                        new Problem("agent", "the name agent.example is unknown", "check agent_url")),
                List.of(new Problem("nfc", "OMNIKEY 5422 00 00: its driver cannot reach it", "replug it")));
    }

    private static Status of(
            AgentRow agent,
            List<AdapterRow> adapters,
            List<ReaderRow> readers,
            List<Problem> problems,
            List<Problem> warnings) {
        return new Status(
                "0.1.0",
                "line-3",
                812,
                STARTED,
                60,
                "info",
                new ConfigRow(Optional.of("/etc/nbe/nbe.toml"), STARTED, List.of()),
                agent,
                adapters,
                new AirRow(12, 1),
                readers,
                new NfcRow(NfcRow.State.UP, Optional.empty()),
                List.of(),
                Map.of(),
                problems,
                warnings);
    }
}
