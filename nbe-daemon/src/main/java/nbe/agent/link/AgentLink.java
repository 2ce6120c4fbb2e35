package nbe.agent.link;

import java.util.List;

/**
 * What is spoken over the WebSocket: stands between {@link AgentMachine}, for which it is the transport, and the transport
 * below, whose events it translates. On the core's thread; times are monotonic nanoseconds.
 */
public interface AgentLink extends AgentTransport {
    /** An event of the transport below, in the words of the machine; empty if it does not concern it. */
    List<LinkEvent> onEvent(LinkEvent event, long now);

    /** Time passed; to be asked at {@link #deadlineNanos} at the latest. */
    List<LinkEvent> onTime(long now);

    /** When {@link #onTime} wants to be asked; {@link Long#MAX_VALUE}: never. */
    long deadlineNanos();

    /** The computer slept: what has been open and was kept is dead. */
    void onResume();
}
