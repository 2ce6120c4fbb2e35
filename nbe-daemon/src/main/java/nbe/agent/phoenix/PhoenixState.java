package nbe.agent.phoenix;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkLimits;

/**
 * Where a {@link PhoenixLink} stands. A state acts on its WebSocket and returns the next state; "stay as you are" is the default. The
 * table is in {@link PhoenixLink}. The link passes commands of the machine only if they are for {@link #link}, and events only if they
 * are of {@link #socket}. Times are monotonic nanoseconds.
 */
sealed interface PhoenixState
        permits PhoenixState.Unconnected,
                PhoenixState.Connecting,
                Joining,
                Joined,
                PhoenixState.Left,
                PhoenixState.Closing {
    /** The next state, and the events for the machine. */
    record Step(PhoenixState next, List<LinkEvent> events) {
        static Step to(PhoenixState next, LinkEvent... events) {
            return new Step(next, List.of(events));
        }
    }

    /** What does not change from join to join. */
    PhoenixTopic topic();

    /** The machine's number of the connection; 0: it has none. */
    default long link() {
        return 0;
    }

    /** The WebSocket, if there is one. */
    default Optional<PhoenixSocket> socket() {
        return Optional.empty();
    }

    /** When {@link #onTime} is due; {@link Long#MAX_VALUE}: never. */
    default long deadlineNanos(long now) {
        return Long.MAX_VALUE;
    }

    default Step stay() {
        return Step.to(this);
    }

    // ---- commands of the machine

    /** Begins a connection, on a new WebSocket. */
    default PhoenixState onConnect(long link, long now) {
        return Connecting.begin(topic(), link, now);
    }

    default PhoenixState onSend(Frame frame) {
        return this;
    }

    default PhoenixState onPing() {
        return this;
    }

    default void onReadOn() {}

    /** Closes the WebSocket with a code; {@code Lost} follows. */
    default PhoenixState onClose(int code, String reason) {
        if (socket().isEmpty()) {
            return this;
        }
        socket().get().close(code, reason);
        return new Closing(topic(), link(), socket().get());
    }

    default PhoenixState onAbort(LinkCause cause) {
        socket().ifPresent(socket -> socket.abort(cause));
        return new Unconnected(topic());
    }

    default PhoenixState onResume() {
        return this;
    }

    // ---- events of the WebSocket

    default Step onOpened(String description) {
        return stay();
    }

    default Step onHeard() {
        return stay();
    }

    default Step onMessage(PhoenixMessage message) {
        return stay();
    }

    /** A text that is no message of Phoenix channels. */
    default Step onOtherText(String text) {
        return stay();
    }

    default Step onSent() {
        return stay();
    }

    default Step onConfirmed(long mark) {
        return stay();
    }

    default Step onLost(LinkCause cause) {
        return Step.to(new Unconnected(topic()), new Lost(link(), cause));
    }

    default Step onTime(long now) {
        return stay();
    }

    /** Reports the connection lost and ends the WebSocket: with a close frame, unless a message is in flight behind which it would wait. */
    default Step lose(int code, LinkCause cause) {
        PhoenixSocket socket = socket().orElseThrow();
        if (socket.hasMessageInFlight()) {
            socket.abort(cause);
        } else {
            socket.close(code, cause.kind() == Kind.JOIN ? "no channel" : "no heartbeat");
        }
        return Step.to(new Unconnected(topic()), new Lost(link(), cause));
    }

    /** There is no WebSocket, or it is left to its end. */
    record Unconnected(PhoenixTopic topic) implements PhoenixState {
        @Override
        public PhoenixState onAbort(LinkCause cause) {
            return this;
        }
    }

    /** The transport makes the WebSocket. */
    record Connecting(PhoenixTopic topic, long link, PhoenixSocket webSocket, long untilNanos) implements PhoenixState {
        /** An attempt takes no longer, the join included. */
        static final long ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(LinkLimits.DEFAULT.attemptMillis());

        static Connecting begin(PhoenixTopic topic, long link, long now) {
            PhoenixSocket socket = topic.newSocket();
            socket.connect();
            return new Connecting(topic, link, socket, now + ATTEMPT_NANOS);
        }

        @Override
        public Optional<PhoenixSocket> socket() {
            return Optional.of(webSocket);
        }

        @Override
        public Step onOpened(String description) {
            return Step.to(Joining.begin(topic, link, webSocket, description, untilNanos));
        }
    }

    /** The channel has ended, and the machine knows it; the WebSocket is open for another join. */
    record Left(PhoenixTopic topic, long link, PhoenixSocket webSocket, String description) implements PhoenixState {
        @Override
        public Optional<PhoenixSocket> socket() {
            return Optional.of(webSocket);
        }

        @Override
        public PhoenixState onConnect(long next, long now) {
            return Joining.begin(topic, next, webSocket, description, now + Connecting.ATTEMPT_NANOS);
        }

        @Override
        public Step onMessage(PhoenixMessage message) {
            webSocket.readOn();
            return stay();
        }

        @Override
        public Step onOtherText(String text) {
            webSocket.readOn();
            return stay();
        }

        @Override
        public Step onLost(LinkCause cause) {
            return Step.to(new Unconnected(topic));
        }

        @Override
        public PhoenixState onResume() {
            return onAbort(AgentMachine.SLEPT);
        }
    }

    /** The machine has closed the connection: nothing more is sent, and {@code Lost} follows. */
    record Closing(PhoenixTopic topic, long link, PhoenixSocket webSocket) implements PhoenixState {
        @Override
        public Optional<PhoenixSocket> socket() {
            return Optional.of(webSocket);
        }
    }
}
