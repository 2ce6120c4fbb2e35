package nbe.cli.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows the events of the running daemon: each sighting as the daemon's own detector got it, with its flags and with the monotonic time
 * of its read. A thread reads them. The daemon's clock begins elsewhere than this program's; the first sighting fixes the distance between
 * the two, so that the times between sightings stay exact.
 */
public final class DaemonSource implements RecordingSource {
    private static final Logger LOG = LoggerFactory.getLogger("record");
    private static final String EVENTS = "/v1/events?kinds=sighting,adapter";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ControlClient client;
    private final LongSupplier nanos;
    /** By number, as the daemon numbers its adapters; a port that comes later is appended. The thread's own. */
    private final List<String> ports = new ArrayList<>();

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
        atFirst.forEach(row -> ports.add(row.port()));
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
        atFirst.forEach(row -> note(row, nanos.getAsLong(), sink));
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
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            end("the daemon's events cannot be followed any more: " + e.getMessage(), sink);
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
            case "adapter" -> note(JSON.treeToValue(event, AdapterRow.class), nanos.getAsLong(), sink);
            case "lost" -> sink.lost(event.path("count").asLong(0));
            default -> LOG.debug("an event of a kind that was not asked for: {}", event);
        }
    }

    private Sighting sighting(JsonNode event) {
        long at = event.required("at_ns").asLong();
        if (distance.isEmpty()) {
            distance = OptionalLong.of(nanos.getAsLong() - at);
        }
        return Sighting.of(
                BandAddress.parse(event.required("device").asString()),
                event.required("rssi").asInt(),
                event.required("flags").asInt(),
                event.required("service_request_state").asInt(),
                at + distance.getAsLong(),
                number(event.required("adapter").asString()));
    }

    private void note(AdapterRow row, long at, Sink sink) {
        boolean scans = row.state() == AdapterRow.State.SCANNING;
        String what = scans
                ? "scans" + row.firmware().map(text -> ": firmware " + text).orElse("")
                        + row.address().map(text -> ", address " + text).orElse("")
                : row.problem().orElseGet(() -> "is " + row.state().name().toLowerCase(Locale.ROOT));
        sink.noted(at, number(row.port()), row.port(), scans, scans, what);
    }

    private int number(String port) {
        int known = ports.indexOf(port);
        if (known >= 0) {
            return known;
        }
        ports.add(port);
        return ports.size() - 1;
    }

    @Override
    public void stop() {
        stopped = true;
        answer.ifPresent(ControlAnswer::close);
    }
}
