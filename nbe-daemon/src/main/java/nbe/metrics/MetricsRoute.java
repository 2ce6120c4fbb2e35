package nbe.metrics;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import nbe.control.net.BadRequest;
import nbe.control.net.ControlRequest;
import nbe.control.net.Reply;
import nbe.control.net.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /metrics}: the metrics of the moment of the request. */
public final class MetricsRoute implements Route.Action {
    private static final Logger LOG = LoggerFactory.getLogger("metrics");
    private static final int UNAVAILABLE = 503;

    private final Supplier<CompletionStage<Measurements>> source;
    private final Executor writer;

    private MetricsRoute(Supplier<CompletionStage<Measurements>> source, Executor writer) {
        this.source = source;
        this.writer = writer;
    }

    /**
     * The route.
     *
     * @param source measures; may answer later and on any thread
     * @param writer executes the writing, so that the thread that measures does not
     */
    public static Route of(Supplier<CompletionStage<Measurements>> source, Executor writer) {
        return Route.get("/metrics", new MetricsRoute(source, writer));
    }

    @Override
    public void answer(ControlRequest request, Reply reply) throws BadRequest {
        request.allowOnly();
        TextFormat format = TextFormat.forClient(request.accept());
        source.get().thenApplyAsync(format::write, writer).whenComplete((written, fault) -> {
            if (fault == null) {
                reply.text(format.contentType(), new String(written, StandardCharsets.UTF_8));
            } else {
                LOG.warn("there are no metrics", fault);
                reply.error(UNAVAILABLE, "the daemon did not answer; its log says why");
            }
        });
    }
}
