package nbe.agent.link;

/**
 * An event of a connection to the agent. Immutable; the transport's thread posts it into the core's inbox. Every event carries the
 * number of its connection, so that the core can ignore events of earlier connections. {@link #on} selects the method for a type, so
 * that a type without a method does not compile.
 */
public sealed interface LinkEvent {
    /** Number of the connection, counted up from 1 by the caller of {@link AgentTransport#connect}. */
    long link();

    /**
     * Calls the method of {@code handler} for this type, and returns its result.
     *
     * @param now monotonic nanoseconds
     */
    <T> T on(Handler<T> handler, long now);

    /** One method for each event. */
    interface Handler<T> {
        T opened(Opened event, long now);

        T heard(Heard event, long now);

        T text(Text event, long now);

        T sent(Sent event, long now);

        T confirmed(Confirmed event, long now);

        T lost(Lost event, long now);
    }

    /** The WebSocket handshake is done. {@code description} names the address, and TLS version and cipher where there is TLS. */
    record Opened(long link, String description) implements LinkEvent {
        @Override
        public <T> T on(Handler<T> handler, long now) {
            return handler.opened(this, now);
        }
    }

    /** Bytes of any kind arrived. The transport posts it at most once a second. */
    record Heard(long link) implements LinkEvent {
        @Override
        public <T> T on(Handler<T> handler, long now) {
            return handler.heard(this, now);
        }
    }

    /** A whole text message arrived. The transport reads nothing more before {@link AgentTransport#readOn}. */
    record Text(long link, String text) implements LinkEvent {
        @Override
        public <T> T on(Handler<T> handler, long now) {
            return handler.text(this, now);
        }
    }

    /** The operating system has accepted the frame that the transport sent last. */
    record Sent(long link) implements LinkEvent {
        @Override
        public <T> T on(Handler<T> handler, long now) {
            return handler.sent(this, now);
        }
    }

    /** The agent has read everything up to and including the frame of this mark: see {@link Frame#mark}. */
    record Confirmed(long link, long mark) implements LinkEvent {
        @Override
        public <T> T on(Handler<T> handler, long now) {
            return handler.confirmed(this, now);
        }
    }

    /** The connection ended, or the attempt failed; the last event of this number. */
    record Lost(long link, LinkCause cause) implements LinkEvent {
        @Override
        public <T> T on(Handler<T> handler, long now) {
            return handler.lost(this, now);
        }
    }
}
