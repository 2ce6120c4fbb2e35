package nbe.bgapi.host;

import java.util.concurrent.CompletableFuture;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;

/**
 * A request of a caller to a session (connect, run a procedure, disconnect), with a future for its result. {@link GattSession} makes it on
 * the caller's thread, posts it to the adapter's thread through {@link SessionPort}, and waits for the future. {@link SessionMachine}
 * processes the request on the adapter's thread, and {@link SessionPort} completes or fails it there.
 *
 * @param <T> type of the result
 */
abstract sealed class SessionRequest<T> {
    private final CompletableFuture<T> reply = new CompletableFuture<>();

    /** The request in words, for error messages: {@code "connecting"}. */
    abstract String name();

    /** Calls the method of {@code state} for this kind of request. */
    abstract SessionStep to(SessionState state, long now);

    /** Requests a connection. The session stops the attempt {@code patienceNanos} after the adapter has stopped scanning. */
    static final class Connect extends SessionRequest<HostEvent.Status> {
        private final ConnectionParameters parameters;
        private final long patienceNanos;

        Connect(ConnectionParameters parameters, long patienceNanos) {
            this.parameters = parameters;
            this.patienceNanos = patienceNanos;
        }

        ConnectionParameters parameters() {
            return parameters;
        }

        long patienceNanos() {
            return patienceNanos;
        }

        @Override
        String name() {
            return "connecting";
        }

        @Override
        SessionStep to(SessionState state, long now) {
            return state.onConnect(this, now);
        }
    }

    /** Requests a procedure. Its time-out of {@code patienceNanos} starts with its first command, not while it waits in the queue. */
    static final class Run<T> extends SessionRequest<T> {
        private final Procedure<T> procedure;
        private final long patienceNanos;

        Run(Procedure<T> procedure, long patienceNanos) {
            this.procedure = procedure;
            this.patienceNanos = patienceNanos;
        }

        Procedure<T> procedure() {
            return procedure;
        }

        long patienceNanos() {
            return patienceNanos;
        }

        @Override
        String name() {
            return procedure.name();
        }

        @Override
        SessionStep to(SessionState state, long now) {
            return state.onRun(this, now);
        }
    }

    /** Requests the end of the session. */
    static final class Disconnect extends SessionRequest<Boolean> {
        @Override
        String name() {
            return "disconnecting";
        }

        @Override
        SessionStep to(SessionState state, long now) {
            return state.onDisconnect(this, now);
        }
    }

    /** The future of the result, or of a {@link SessionException}. */
    CompletableFuture<T> reply() {
        return reply;
    }

    /** Completes the future. The cast is safe: the value comes from the request's own state or procedure, which has its type. */
    @SuppressWarnings("unchecked")
    void complete(Object value) {
        reply.complete((T) value);
    }

    void fail(SessionException why) {
        reply.completeExceptionally(why);
    }

    void fail(SessionError why) {
        fail(SessionException.of(why, name()));
    }

    @Override
    public String toString() {
        return name();
    }
}
