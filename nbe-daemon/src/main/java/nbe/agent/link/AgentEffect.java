package nbe.agent.link;

/**
 * An effect of {@link AgentMachine}: a command to the transport (connect, ping, close, abort) or a report to the core (the others). The
 * core performs the effects of one step in their order, on its own thread. {@link #on} selects the method for a type, so that a type
 * without a method does not compile.
 */
public sealed interface AgentEffect {
    /** The connection's number. */
    long link();

    /**
     * Calls the method of {@code handler} for this type.
     *
     * @param now the time that went into the machine, in monotonic nanoseconds
     */
    void on(Handler handler, long now);

    /** One method for each effect. */
    interface Handler {
        void connect(Connect effect, long now);

        void ping(Ping effect, long now);

        void close(Close effect, long now);

        void abort(Abort effect, long now);

        void opened(Opened effect, long now);

        void settled(Settled effect, long now);

        void received(Received effect, long now);

        void sent(Sent effect, long now);

        void confirmed(Confirmed effect, long now);

        void linkLost(LinkLost effect, long now);

        void connectFailed(ConnectFailed effect, long now);
    }

    /** The transport starts a connection of this number. */
    record Connect(long link) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.connect(this, now);
        }
    }

    /** The transport sends a WebSocket ping. */
    record Ping(long link) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.ping(this, now);
        }
    }

    /** The transport closes the connection with a code of RFC 6455 section 7.4. */
    record Close(long link, int code, String reason) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.close(this, now);
        }
    }

    /** The transport resets the connection at once. */
    record Abort(long link, LinkCause cause) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.abort(this, now);
        }
    }

    /** The agent is connected: the core sends its snapshot. One {@link LinkLost} follows each, before the next. */
    record Opened(long link, String description) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.opened(this, now);
        }
    }

    /** A connection that follows a failure has lasted 10 s; for the log. */
    record Settled(long link) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.settled(this, now);
        }
    }

    /** A text message of the agent; the core calls {@link AgentTransport#readOn} when it has processed it. */
    record Received(long link, String text) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.received(this, now);
        }
    }

    /** The operating system has accepted the frame: the core may send the next one. */
    record Sent(long link) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.sent(this, now);
        }
    }

    /** The agent has read everything up to and including the frame of this mark. */
    record Confirmed(long link, long mark) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.confirmed(this, now);
        }
    }

    /**
     * The connection has ended: the core sends nothing until the next {@link Opened}.
     *
     * @param lastedNanos how long the connection was open
     * @param retryInNanos the delay before the next attempt; 0: at once, or (with {@link LinkCause.Kind#CLOSED_BY_US}) no attempt
     */
    record LinkLost(long link, LinkCause cause, long lastedNanos, long retryInNanos) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.linkLost(this, now);
        }
    }

    /** A connection attempt failed; the next follows after {@code retryInNanos}. */
    record ConnectFailed(long link, LinkCause cause, long retryInNanos) implements AgentEffect {
        @Override
        public void on(Handler handler, long now) {
            handler.connectFailed(this, now);
        }
    }
}
