package nbe.air.scan;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nbe.air.AirFeed;
import nbe.air.AirWatch;
import nbe.control.net.BadRequest;
import nbe.control.net.ControlRequest;
import nbe.control.net.Reply;
import nbe.control.net.Route;

/** Answers {@code GET /v1/scan?seconds=N}, on the control thread. */
public final class ScanRoute {
    /** Seconds of a scan, if the request says nothing. */
    public static final int DEFAULT_SECONDS = 10;

    /** The longest scan. */
    public static final int MOST_SECONDS = 60;

    /** At the same time; each connection can have one. */
    private static final int MOST_SCANS = 16;

    private final AirWatch air;
    private final ScheduledExecutorService control;
    private int running;

    private ScanRoute(AirWatch air, ScheduledExecutorService control) {
        this.air = air;
        this.control = control;
    }

    /**
     * The route.
     *
     * @param control the control thread
     */
    public static Route of(AirWatch air, ScheduledExecutorService control) {
        return Route.get("/v1/scan", new ScanRoute(air, control)::answer);
    }

    private void answer(ControlRequest request, Reply reply) throws BadRequest {
        request.allowOnly("seconds");
        int seconds = request.number("seconds", 1, MOST_SECONDS).orElse(DEFAULT_SECONDS);
        if (running >= MOST_SCANS) {
            reply.error(503, MOST_SCANS + " scans run; ask again when one of them is over");
            return;
        }
        running++;
        ScanCollector collector = new ScanCollector();
        AirFeed feed = air.feed();
        long lostBefore = feed.lost();
        feed.add(collector, control);
        control.schedule(
                () -> {
                    running--;
                    feed.remove(collector);
                    Scan scan = collector.result(
                            seconds, feed.lost() - lostBefore, air.bands().parser());
                    reply.json(200, ScanJson.write(scan));
                },
                seconds,
                TimeUnit.SECONDS);
    }
}
