package nbe.cli.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import nbe.control.status.AdapterRow;
import nbe.control.status.Status;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows the events of the running daemon: each sighting as the daemon's own detector got it, with its flags and with the monotonic time
 * of its read. A thread reads them. The daemon's clock begins elsewhere than this program's; the first event fixes the distance between
 * the two, so that the times between events stay exact.
 */
public final class DaemonSource implements RecordingSource {
    private static final Logger LOG = LoggerFactory.getLogger("record");
    private static final String EVENTS = "/v1/events?kinds=sighting,adapter";
    /** Of a dongle that does not know the level. */
    private static final int NO_LEVEL = 127;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // an event has more than its row
            .build();

    private final ControlClient client;
    private final LongSupplier nanos;
    private final List<AdapterRow> atFirst;
    private Optional<ControlAnswer> answer = Optional.empty();
    private OptionalLong distance = OptionalLong.empty(); // the thread's own
    private volatile boolean stopped;

    /**
     * @param status the daemon's, of now
     * @param nanos monotonic clock
     */
    public DaemonSource(ControlClient client, Status status, LongSupplier nanos) {
        this.client = client;
        this.nanos = nanos;
        this.atFirst = status.adapters();
    }

    @Override
    public void start(Sink sink) throws InterruptedException {
        ControlAnswer events;
        try {
            events = client.get(EVENTS);
            answer = Optional.of(events);
            if (!events.isOk()) {
                sink.ended("the daemon at " + client.socket() + " answered " + events.status() + ": " + events.text());
                return;
            }
        } catch (IOException e) {
            sink.ended("the daemon at " + client.socket() + " could not be asked: " + e.getMessage());
            return;
        }
        for (int number = 0; number < atFirst.size(); number++) {
            note(atFirst.get(number), number, nanos.getAsLong(), sink);
        }
        Thread thread = new Thread(() -> follow(events, sink), "record-events");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(ControlAnswer events, Sink sink) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !stopped; line = lines.readLine()) {
                take(JSON.readTree(line), sink);
            }
            end("the daemon has ended", sink);
        } catch (IOException e) {
            end("the daemon has ended: " + e.getMessage(), sink);
        } catch (JacksonException | IllegalArgumentException e) {
            end("an event of the daemon cannot be understood: " + e.getMessage(), sink);
        }
    }

    private void end(String why, Sink sink) {
        if (!stopped) {
            sink.ended(why);
        }
    }

    private void take(JsonNode event, Sink sink) {
        switch (event.path("event").asString("")) {
            case "sighting" -> sink.heard(sighting(event));
            case "adapter" -> adapter(event, sink);
            case "lost" -> sink.lost(event.path("count").asLong(0));
            default -> LOG.debug("an event of a kind that was not asked for: {}", event);
        }
    }

    private Sighting sighting(JsonNode event) {
        return Sighting.of(
                BandAddress.parse(event.required("device").asString()),
                event.required("rssi").asInt(NO_LEVEL),
                event.required("flags").asInt(),
                event.required("service_request_state").asInt(),
                here(event),
                event.required("adapter_number").asInt(),
                event.path("payload").asString(""));
    }

    private void adapter(JsonNode event, Sink sink) {
        AdapterRow row = JSON.treeToValue(event, AdapterRow.class);
        int number = event.required("adapter_number").asInt();
        if (event.path("stalled").asBoolean(false)) {
            sink.noted(here(event), number, row.port(), false, true, "stood still");
        } else {
            note(row, number, here(event), sink);
        }
    }

    /** The time of an event by this program's clock. */
    private long here(JsonNode event) {
        long at = event.required("at_ns").asLong();
        if (distance.isEmpty()) {
            distance = OptionalLong.of(nanos.getAsLong() - at);
        }
        return at + distance.getAsLong();
    }

    private static void note(AdapterRow row, int number, long at, Sink sink) {
        boolean scans = row.state() == AdapterRow.State.SCANNING;
        String what = scans
                ? "scans" + row.firmware().map(text -> ": firmware " + text).orElse("")
                        + row.address().map(text -> ", address " + text).orElse("")
                : row.problem().orElseGet(() -> "is " + row.state().name().toLowerCase(Locale.ROOT));
        sink.noted(at, number, row.port(), scans, scans, what);
    }

    @Override
    public void stop() {
        stopped = true;
        answer.ifPresent(ControlAnswer::close);
    }
}
