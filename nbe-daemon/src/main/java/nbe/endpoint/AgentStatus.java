package nbe.endpoint;

/** Status numbers in messages to the agent: contract section 4. */
final class AgentStatus {
    /** The agent's message was no message. */
    static final int BAD_MESSAGE = 4000;
    /** The agent asked for something that this endpoint does not know. */
    static final int UNKNOWN_OPERATION = 4040;
    /** No adapter is attached. */
    static final int NO_ADAPTER = 5000;
    /** An adapter is attached but of no use. */
    static final int ADAPTER_BROKEN = 5010;

    private AgentStatus() {}
}
