package nbe.control.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The state of a running daemon at one moment: the object of {@code GET /v1/status} (docs/control.md). Immutable; times are cut to
 * milliseconds. An empty {@link java.util.Optional} is {@code null} in JSON.
 *
 * @param version the program's
 * @param started when the daemon started
 * @param uptimeS whole seconds since then
 * @param logLevel {@code error}, {@code warn}, {@code info} or {@code debug}
 * @param adapters by number; {@code "auto"} without any dongle is one row; empty: Bluetooth is switched off
 * @param readers every reader that PC/SC lists, by name
 * @param bands the bands that are not absent
 * @param counters counts since the start, by name
 * @param problems what keeps presence or taps from the agent, and a configuration file that is wrong or changed and not read: causes, not
 *     their consequences; the gravest first
 * @param warnings what the log says as WARN and still holds
 * @param thresholds what levels are compared with
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Status(
        String version,
        String endpointId,
        long pid,
        Instant started,
        long uptimeS,
        String logLevel,
        ConfigRow config,
        AgentRow agent,
        List<AdapterRow> adapters,
        AirRow air,
        List<ReaderRow> readers,
        NfcRow nfc,
        List<BandRow> bands,
        Map<String, Long> counters,
        List<Problem> problems,
        List<Problem> warnings,
        ThresholdsRow thresholds) {}
