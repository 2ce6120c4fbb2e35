package nbe.air.capture;

import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import nbe.air.AirWatch;
import nbe.capture.BtsnoopWriter;
import nbe.capture.CaptureWriter;
import nbe.capture.PcapngWriter;
import nbe.control.net.BadRequest;
import nbe.control.net.ControlRequest;
import nbe.control.net.Reply;
import nbe.control.net.ReplyStream;
import nbe.control.net.Route;

/** Answers {@code GET /v1/capture?seconds=N&format=F}, on the control thread. */
public final class CaptureRoute {
    /** The longest capture that ends by itself. */
    public static final int MOST_SECONDS = 3_600;

    private final AirWatch air;
    private final String application;
    private final LongFunction<Instant> wallTime;
    private final LongSupplier nanos;
    private final ScheduledExecutorService control;

    private CaptureRoute(
            AirWatch air,
            String application,
            LongFunction<Instant> wallTime,
            LongSupplier nanos,
            ScheduledExecutorService control) {
        this.air = air;
        this.application = application;
        this.wallTime = wallTime;
        this.nanos = nanos;
        this.control = control;
    }

    /**
     * The route.
     *
     * @param application name and version of this program, for the file
     * @param wallTime turns a monotonic time of the recent past into a time of day
     * @param nanos monotonic clock
     * @param control the control thread
     */
    public static Route of(
            AirWatch air,
            String application,
            LongFunction<Instant> wallTime,
            LongSupplier nanos,
            ScheduledExecutorService control) {
        return Route.get("/v1/capture", new CaptureRoute(air, application, wallTime, nanos, control)::answer);
    }

    private void answer(ControlRequest request, Reply reply) throws BadRequest {
        request.allowOnly("seconds", "format");
        Optional<Integer> seconds = request.number("seconds", 1, MOST_SECONDS);
        CaptureFileType type = CaptureFileType.of(request.parameter("format"));
        ReplyStream client = reply.stream(type.mediaType());
        OptionalLong end = seconds.isPresent()
                ? OptionalLong.of(nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds.get()))
                : OptionalLong.empty();
        CaptureStream capture = new CaptureStream(client, format(type), end, wallTime, nanos);
        Runnable leave = () -> air.feed().remove(capture);
        capture.whenOver(leave);
        air.feed().add(capture, control);
        client.onClosed(leave);
    }

    private Function<OutputStream, CaptureWriter> format(CaptureFileType type) {
        return switch (type) {
            case PCAPNG -> out -> new PcapngWriter(out, application, air::port);
            case BTSNOOP -> BtsnoopWriter::new;
        };
    }
}
