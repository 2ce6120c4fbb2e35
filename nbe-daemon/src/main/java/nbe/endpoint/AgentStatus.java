package nbe.endpoint;

import nbe.bgapi.machine.AdapterStatus;

/** Status numbers in messages to the agent (docs/protocol.md). */
final class AgentStatus {
    /** The agent's message is not one of the protocol. The number is ours. */
    static final int BAD_MESSAGE = 4000;
    /** The agent requested an operation that this endpoint does not know. The number is ours. */
    static final int UNKNOWN_OPERATION = 4040;
    /** No adapter is attached. */
    static final int NO_ADAPTER = 5000;
    /** An adapter is attached but cannot be used. */
    static final int ADAPTER_BROKEN = 5010;

    private AgentStatus() {}

    /** 0 if the adapter scans. */
    static int of(AdapterStatus status) {
        return status.match(scanning -> 0, missing -> NO_ADAPTER, failed -> ADAPTER_BROKEN);
    }

    /** {@code error_description}; {@code scanning} if the adapter scans. */
    static String describe(AdapterStatus status) {
        return status.match(
                scanning -> "scanning",
                missing -> "No Bluetooth adapter is attached",
                failed -> "The Bluetooth adapter at " + failed.port() + " cannot be used: " + failed.text());
    }
}
