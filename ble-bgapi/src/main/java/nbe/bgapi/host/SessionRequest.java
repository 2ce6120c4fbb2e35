package nbe.bgapi.host;

import java.util.concurrent.CompletableFuture;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;

/** Something that a caller wants from a session, and the place of its result. Made by {@link GattSession}. */
abstract sealed class SessionRequest<T> {
    private final CompletableFuture<T> reply = new CompletableFuture<>();

    /** What it does, for messages. */
    abstract String name();

    /** Gives the state the event that belongs to this request. */
    abstract SessionStep to(SessionState state, long now);

    /** To connect within {@code patienceNanos}, from the time when scanning has ended. */
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

    /** To run a procedure within {@code patienceNanos}, from its own beginning. */
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

    /** To end the session. */
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

    CompletableFuture<T> reply() {
        return reply;
    }

    /** The value is of this request's type: only its own procedure makes it. */
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
