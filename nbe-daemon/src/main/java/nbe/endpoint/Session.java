package nbe.endpoint;

import java.util.Optional;
import java.util.OptionalInt;
import nbe.agent.link.Frame;
import nbe.bgapi.machine.AdapterStatus;

/**
 * How far this endpoint has introduced itself on the connection to the agent. Immutable; {@link Outbox} keeps the current one.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>left when</th><th>presence changes</th><th>requests</th><th>frames that may go</th></tr>
 * <tr><td>{@link Closed}</td><td>a connection opens</td><td>ignored</td><td>ignored</td><td>none</td></tr>
 * <tr><td>{@link Greeting}</td><td>{@code endpoint} goes</td><td>as in {@code next}</td><td>kept</td><td>{@code endpoint}</td></tr>
 * <tr><td>{@link AwaitingAdapters}</td><td>the adapters' status is known</td><td>ignored</td><td>kept</td>
 *     <td>answers that name no band; an intent that has waited {@link Outbox#INTENT_PATIENCE}</td></tr>
 * <tr><td>{@link Introduced}</td><td>the connection ends</td><td>kept</td><td>kept</td><td>all, in the order of {@link Outbox}</td></tr>
 * </table>
 *
 * <p>Presence changes are ignored where a snapshot of all bands follows. Each state but Closed becomes Closed when the connection ends.
 */
sealed interface Session {
    Session CLOSED = new Closed();

    Session AWAITING_ADAPTERS = new AwaitingAdapters();

    /** A connection has opened on which {@code endpoint} goes first; {@code next} follows. */
    static Session greeting(Message endpoint, Session next) {
        return new Greeting(endpoint, next);
    }

    /** The adapters' status is known, or, if there are none, it is never reported. */
    static Session introduced(Optional<AdapterStatus> status) {
        return new Introduced(status, OptionalInt.empty());
    }

    /** The status of all adapters together has changed. */
    Session onAdapters(AdapterStatus status);

    /** The next frame of the outbox in this state. */
    Optional<Frame> next(Outbox outbox, long now);

    /** Whether there is a connection. */
    default boolean isOpen() {
        return true;
    }

    /** Whether the bands of this connection have been queued. */
    default boolean isIntroduced() {
        return false;
    }

    /** Whether a message of the session itself waits. */
    default boolean hasMessage() {
        return false;
    }

    /** No connection. */
    record Closed() implements Session {
        @Override
        public Session onAdapters(AdapterStatus status) {
            return this;
        }

        @Override
        public Optional<Frame> next(Outbox outbox, long now) {
            return Optional.empty();
        }

        @Override
        public boolean isOpen() {
            return false;
        }
    }

    /**
     * The message {@code endpoint}, the first of a connection, waits.
     *
     * @param next the state once it has gone
     */
    record Greeting(Message endpoint, Session next) implements Session {
        @Override
        public Session onAdapters(AdapterStatus status) {
            return new Greeting(endpoint, next.onAdapters(status));
        }

        @Override
        public Optional<Frame> next(Outbox outbox, long now) {
            return outbox.greet(this, now);
        }

        @Override
        public boolean isIntroduced() {
            return next.isIntroduced();
        }

        @Override
        public boolean hasMessage() {
            return true;
        }
    }

    /** The agent knows this endpoint; the status of the adapters is unknown. */
    record AwaitingAdapters() implements Session {
        @Override
        public Session onAdapters(AdapterStatus status) {
            return introduced(Optional.of(status));
        }

        @Override
        public Optional<Frame> next(Outbox outbox, long now) {
            return outbox.nextBeforeIntroduction(now);
        }
    }

    /**
     * The adapters' status and the bands are queued or sent.
     *
     * @param unsent the adapters' status, if it has changed since the last one that was sent
     * @param reported the status number that the agent has got; empty: none yet
     */
    record Introduced(Optional<AdapterStatus> unsent, OptionalInt reported) implements Session {
        @Override
        public Session onAdapters(AdapterStatus status) {
            return new Introduced(Optional.of(status), reported);
        }

        @Override
        public Optional<Frame> next(Outbox outbox, long now) {
            return outbox.nextInOrder(this, now);
        }

        @Override
        public boolean isIntroduced() {
            return true;
        }

        @Override
        public boolean hasMessage() {
            return unsent.isPresent();
        }

        /** The status to be sent: the unsent one unless the agent has got the same number. */
        Optional<AdapterStatus> news() {
            return unsent.filter(status -> !reported.equals(OptionalInt.of(AgentStatus.of(status))));
        }

        /** The unsent status has gone, or was none. */
        Introduced afterNews() {
            return unsent.isEmpty()
                    ? this
                    : new Introduced(Optional.empty(), OptionalInt.of(AgentStatus.of(unsent.get())));
        }
    }
}
