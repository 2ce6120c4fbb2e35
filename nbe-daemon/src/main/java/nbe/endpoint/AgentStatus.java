package nbe.endpoint;

/** Status numbers in messages to the agent (docs/protocol.md). */
final class AgentStatus {
    /** The agent's message is not one of the protocol. */
    static final int BAD_MESSAGE = 4000;
    /** The agent requested an operation that this endpoint does not know. */
    static final int UNKNOWN_OPERATION = 4040;
    /** No adapter is attached. */
    static final int NO_ADAPTER = 5000;
    /** An adapter is attached but cannot be used. */
    static final int ADAPTER_BROKEN = 5010;

    private AgentStatus() {}
}
