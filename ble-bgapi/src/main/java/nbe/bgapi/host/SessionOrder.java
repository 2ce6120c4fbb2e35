package nbe.bgapi.host;

import java.util.concurrent.CompletableFuture;

/** Something that is asked of a session, and the place where its result will be. Made by {@link GattSession}. */
public final class SessionOrder<T> {
    enum Kind {
        CONNECT,
        RUN,
        DISCONNECT
    }

    private final Kind kind;
    private final ConnectionParameters parameters; // of CONNECT
    private final Procedure<T> procedure; // of RUN
    private final long patienceNanos;
    private final CompletableFuture<T> reply = new CompletableFuture<>();

    private SessionOrder(Kind kind, ConnectionParameters parameters, Procedure<T> procedure, long patienceNanos) {
        this.kind = kind;
        this.parameters = parameters;
        this.procedure = procedure;
        this.patienceNanos = patienceNanos;
    }

    static SessionOrder<HostEvent.Status> connect(ConnectionParameters parameters, long patienceNanos) {
        return new SessionOrder<>(Kind.CONNECT, parameters, null, patienceNanos);
    }

    static <T> SessionOrder<T> run(Procedure<T> procedure, long patienceNanos) {
        return new SessionOrder<>(Kind.RUN, null, procedure, patienceNanos);
    }

    static SessionOrder<Boolean> disconnect() {
        return new SessionOrder<>(Kind.DISCONNECT, null, null, 0);
    }

    Kind kind() {
        return kind;
    }

    ConnectionParameters parameters() {
        return parameters;
    }

    Procedure<T> procedure() {
        return procedure;
    }

    /** How long it may take once its turn has come, ns. */
    long patienceNanos() {
        return patienceNanos;
    }

    /** What it does, for messages. */
    String name() {
        return switch (kind) {
            case CONNECT -> "connecting";
            case RUN -> procedure.name();
            case DISCONNECT -> "disconnecting";
        };
    }

    CompletableFuture<T> reply() {
        return reply;
    }

    /** The value is of this order's type: only its own procedure makes it. */
    @SuppressWarnings("unchecked")
    void complete(Object value) {
        reply.complete((T) value);
    }

    void fail(SessionException why) {
        reply.completeExceptionally(why);
    }

    /** It is not even begun. Any thread. */
    public void refuse(SessionError why) {
        fail(SessionException.of(why, name()));
    }

    @Override
    public String toString() {
        return name();
    }
}
