package nbe.agent.link;

/**
 * What {@link AgentMachine} wants done, in this order. {@link #carryOut} does what concerns the transport; the others are for the
 * core ({@link Opened}, {@link Received}, {@link Sent}, {@link Confirmed}, {@link LinkLost}) and for the log.
 */
public sealed interface AgentEffect {
    /** The connection that this is about. */
    long link();

    /** Carries out what concerns the transport; nothing for all others. */
    default void carryOut(AgentTransport transport) {}

    /** Begin a connection of this number. */
    record Connect(long link) implements AgentEffect {
        @Override
        public void carryOut(AgentTransport transport) {
            transport.connect(link);
        }
    }

    /** Send a WebSocket ping. */
    record Ping(long link) implements AgentEffect {
        @Override
        public void carryOut(AgentTransport transport) {
            transport.ping(link);
        }
    }

    /** Close politely, with a code of RFC 6455 section 7.4. */
    record Close(long link, int code, String reason) implements AgentEffect {
        @Override
        public void carryOut(AgentTransport transport) {
            transport.close(link, code, reason);
        }
    }

    /** Break off at once. */
    record Abort(long link, LinkCause cause) implements AgentEffect {
        @Override
        public void carryOut(AgentTransport transport) {
            transport.abort(link, cause);
        }
    }

    /** The agent is there: the core sends its snapshot. Every one is followed by one {@link LinkLost}, before the next. */
    record Opened(long link, String description) implements AgentEffect {}

    /** A connection after earlier trouble has now lasted 10 s; for the log. */
    record Settled(long link) implements AgentEffect {}

    /** A text message of the agent; when it is dealt with, {@link AgentTransport#readOn}. */
    record Received(long link, String text) implements AgentEffect {}

    /** The text frame on its way was taken by the operating system: the next may go. */
    record Sent(long link) implements AgentEffect {}

    /** The agent has read everything up to and with the frame of this mark. */
    record Confirmed(long link, long mark) implements AgentEffect {}

    /**
     * The agent is gone: nothing may be sent until the next {@link Opened}.
     *
     * @param lastedNanos how long the connection was open
     * @param retryInNanos when it is tried again; 0 at once, or (with {@link LinkCause.Kind#CLOSED_BY_US}) not at all
     */
    record LinkLost(long link, LinkCause cause, long lastedNanos, long retryInNanos) implements AgentEffect {}

    /** A connection never came about; it is tried again after {@code retryInNanos}. */
    record ConnectFailed(long link, LinkCause cause, long retryInNanos) implements AgentEffect {}
}
