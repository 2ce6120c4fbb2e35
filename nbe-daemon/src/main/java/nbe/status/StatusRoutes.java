package nbe.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongFunction;
import nbe.control.net.BadRequest;
import nbe.control.net.ControlRequest;
import nbe.control.net.Reply;
import nbe.control.net.ReplyStream;
import nbe.control.net.Route;
import nbe.control.status.StatusJson;

/** {@code GET /v1/status} and {@code GET /v1/events}, on the control thread. */
public final class StatusRoutes {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String LINES = "application/x-ndjson";

    private final Snapshots snapshots;
    private final StatusSource source;
    private final EventFeed feed;
    private final EventJson json;
    private final ScheduledExecutorService control;
    private final InstantSource wall;

    /** The snapshot of {@link #lastStatus}. */
    private Optional<CoreSnapshot> last = Optional.empty();

    private byte[] lastStatus = {};

    private StatusRoutes(
            Snapshots snapshots,
            StatusSource source,
            EventFeed feed,
            LongFunction<Instant> wallTime,
            ScheduledExecutorService control,
            InstantSource wall) {
        this.snapshots = snapshots;
        this.source = source;
        this.feed = feed;
        this.json = new EventJson(source.rows(), wallTime);
        this.control = control;
        this.wall = wall;
    }

    /**
     * Both routes.
     *
     * @param wallTime turns a monotonic time of the recent past into a time of day
     * @param control the control thread
     * @param wall time of day
     */
    public static List<Route> of(
            Snapshots snapshots,
            StatusSource source,
            EventFeed feed,
            LongFunction<Instant> wallTime,
            ScheduledExecutorService control,
            InstantSource wall) {
        StatusRoutes routes = new StatusRoutes(snapshots, source, feed, wallTime, control, wall);
        return List.of(Route.get("/v1/status", routes::status), Route.get("/v1/events", routes::events));
    }

    private void status(ControlRequest request, Reply reply) throws BadRequest {
        request.allowOnly();
        snapshots.ask(answer -> {
            if (answer.isEmpty()) {
                reply.error(UNAVAILABLE, "the daemon's core does not answer; its log may say why");
                return;
            }
            if (last.isEmpty() || last.get() != answer.get()) {
                lastStatus = StatusJson.write(source.status(answer.get()));
                last = answer;
            }
            reply.json(OK, lastStatus);
        });
    }

    private void events(ControlRequest request, Reply reply) throws BadRequest {
        request.allowOnly("kinds");
        Set<EventKind> kinds = EventKind.parse(request.parameter("kinds"));
        ReplyStream stream = reply.stream(LINES);
        EventListener listener = new EventListener(stream, kinds, feed, count -> json.lost(count, wall.instant()));
        feed.add(listener, json::line, control);
        stream.onClosed(() -> feed.remove(listener));
    }
}
