package nbe.doctor;

import java.nio.charset.StandardCharsets;
import nbe.control.status.Status;
import nbe.control.status.StatusJson;

/** Statuses of running daemons for tests, as a daemon sends them. */
public final class RunningDaemons {
    private static final String HEAD = """
            {"version": "0.1.0", "endpoint_id": "line-3", "pid": 812, "started": "2026-11-30T08:00:00Z", "uptime_s": 60,
             "log_level": "info", "air": {"devices": 12, "bands": 1}, "nfc": {"state": "up", "reason": null, "binding": "native"},
             "bands": [], "counters": {},
             "config": {"file": "/etc/nbe/nbe.toml", "read_at": "2026-11-30T08:00:00Z", "problems": []},
            """;

    private static final String WELL = """
            "agent": {"url": "wss://agent.example:9120/socket/websocket", "state": "connected",
                      "since": "2026-11-30T08:00:00Z", "last_error": null, "round_trip_ms": 1.5},
            "adapters": [{"port": "/dev/ttyACM0", "state": "scanning", "problem": null, "firmware": "1.3.2-122",
                          "address": "00:07:80:5A:1B:21", "advertisements_per_s": 45.25}],
            "readers": [{"name": "ACS ACR1252 00 00", "state": "empty", "watched": true},
                        {"name": "ACS ACR1252 00 01", "state": "card", "watched": false}],
            "problems": [], "warnings": []}
            """;

    private static final String ILL = """
            "agent": {"url": "wss://agent.example:9120/socket/websocket", "state": "waiting",
                      "since": "2026-11-30T08:00:00Z", "last_error": "NAME_UNKNOWN", "round_trip_ms": null},
            "adapters": [{"port": "auto", "state": "absent", "problem": "no BLED112 (USB id 2458:0001) is attached",
                          "firmware": null, "address": null, "advertisements_per_s": 0}],
            "readers": [{"name": "OMNIKEY 5422 00 00", "state": "unreachable", "watched": true}],
            "problems": [
              {"subject": "adapter", "text": "no BLED112 (USB id 2458:0001) is attached", "remedy": "plug one in"},
              {"subject": "agent", "text": "the name agent.example is unknown", "remedy": "check agent_url"}],
            "warnings": [
              {"subject": "nfc", "text": "OMNIKEY 5422 00 00: its driver cannot reach it", "remedy": "replug it"}]}
            """;

    private RunningDaemons() {}

    /** One to which nothing is wrong, with one dongle and two readers. */
    public static Status well() {
        return StatusJson.read((HEAD + WELL).getBytes(StandardCharsets.UTF_8));
    }

    /** One without a dongle, whose agent's name is unknown, with a reader that hangs. */
    public static Status ill() {
        return StatusJson.read((HEAD + ILL).getBytes(StandardCharsets.UTF_8));
    }
}
