package nbe.control.net;

import io.netty.handler.codec.http.HttpMethod;

/**
 * One request that the server knows.
 *
 * @param path without query, as in {@code /v1/status}
 * @param action answers the request
 */
public record Route(HttpMethod method, String path, Action action) {
    /** Answers one request. */
    @FunctionalInterface
    public interface Action {
        /**
         * Called on the control thread, so it must not block; it may answer later and from another thread. A {@link RuntimeException}
         * becomes status 500.
         *
         * @throws BadRequest if the query or the body is not allowed: status 400
         */
        void answer(ControlRequest request, Reply reply) throws BadRequest;
    }

    /** Answers GET. */
    public static Route get(String path, Action action) {
        return new Route(HttpMethod.GET, path, action);
    }

    /** Answers PUT. */
    public static Route put(String path, Action action) {
        return new Route(HttpMethod.PUT, path, action);
    }

    /** Answers POST. */
    public static Route post(String path, Action action) {
        return new Route(HttpMethod.POST, path, action);
    }
}
