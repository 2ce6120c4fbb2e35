package nbe.support;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import nbe.base.Printable;
import nbe.control.net.Route;
import nbe.recording.RecordingWriter;
import nbe.tap.Sighting;

/**
 * What the daemon heard and did lately, for {@code nbe support} and whoever asks at the control socket: {@code GET /v1/traffic/sightings}
 * is a recording for {@code nbe replay}, {@code GET /v1/traffic/events} a text with a line for each other event, masked as the zip is.
 */
public final class TrafficRoutes {
    /** Path of the sightings. */
    public static final String SIGHTINGS = "/v1/traffic/sightings";

    /** Path of the other events. */
    public static final String EVENTS = "/v1/traffic/events";

    private final RecentTraffic traffic;
    private final String version;
    private final LongSupplier nanos;
    private final InstantSource wall;

    /**
     * @param version this program's
     * @param nanos the traffic's monotonic clock
     */
    public TrafficRoutes(RecentTraffic traffic, String version, LongSupplier nanos, InstantSource wall) {
        this.traffic = traffic;
        this.version = version;
        this.nanos = nanos;
        this.wall = wall;
    }

    /** Both routes. Each answers from a copy that it makes when it is asked. */
    public List<Route> all() {
        return List.of(
                Route.get(SIGHTINGS, (request, reply) -> {
                    request.allowOnly();
                    PacedText.send(sightings(), reply.stream("text/csv; charset=utf-8"));
                }),
                Route.get(EVENTS, (request, reply) -> {
                    request.allowOnly();
                    PacedText.send(events(), reply.stream("text/plain; charset=utf-8"));
                }));
    }

    private PacedText.Source sightings() {
        List<Sighting> all = traffic.sightings();
        long now = nanos.getAsLong();
        long start = all.isEmpty() ? now : all.get(0).atNanos();
        Instant started = wall.instant().minusNanos(now - start);
        Iterator<Sighting> rest = all.iterator();
        boolean[] begun = {false};
        return out -> {
            RecordingWriter recording = new RecordingWriter(out, start);
            if (!begun[0]) {
                begun[0] = true;
                recording.begin(version, started, "kept by a running daemon for nbe support");
                return true;
            }
            if (!rest.hasNext()) {
                return false;
            }
            recording.sighting(rest.next());
            return true;
        };
    }

    private PacedText.Source events() {
        Iterator<RecentTraffic.TimedEvent> rest = traffic.events().iterator();
        long now = nanos.getAsLong();
        Instant wallNow = wall.instant();
        return out -> {
            if (!rest.hasNext()) {
                return false;
            }
            RecentTraffic.TimedEvent event = rest.next();
            out.write(wallNow.minusNanos(now - event.atNanos()) + " "
                    + Printable.line(Masking.of(String.valueOf(event.what()))) + "\n");
            return true;
        };
    }
}
