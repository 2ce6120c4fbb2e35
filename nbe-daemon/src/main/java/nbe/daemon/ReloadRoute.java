package nbe.daemon;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nbe.control.net.Reply;
import nbe.control.net.ReplyJson;
import nbe.control.net.Route;

/** {@code POST /v1/reload} (docs/control.md). */
final class ReloadRoute {
    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;
    private static final int FAULT = 500;
    private static final int UNAVAILABLE = 503;

    /** Less than a client waits. */
    private static final long PATIENCE_S = 8;

    private ReloadRoute() {}

    static Route of(Reload reload) {
        return Route.post("/v1/reload", (request, reply) -> {
            request.allowOnly();
            reload.request()
                    .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                    .whenComplete((result, fault) -> answer(reply, result, fault));
        });
    }

    private static void answer(Reply reply, ReloadResult result, Throwable fault) {
        if (fault == null) {
            result.<Runnable>match(
                            done -> () -> json(reply, OK, "changed", done.changed()),
                            refused -> () -> json(reply, UNPROCESSABLE, "problems", refused.problems()))
                    .run();
        } else if (cause(fault) instanceof TimeoutException) {
            reply.error(
                    UNAVAILABLE,
                    "the reload is not over after " + PATIENCE_S
                            + " s: does the disk or share of the configuration file"
                            + " answer? The log will have its result");
        } else {
            reply.error(FAULT, "the reload failed: " + cause(fault));
        }
    }

    private static Throwable cause(Throwable fault) {
        return fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    }

    private static void json(Reply reply, int status, String key, List<String> texts) {
        reply.json(status, ReplyJson.MAPPER.writeValueAsBytes(Map.of(key, texts)));
    }
}
