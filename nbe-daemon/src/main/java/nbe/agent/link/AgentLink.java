package nbe.agent.link;

import java.util.List;

/**
 * The protocol of messages over the WebSocket, a layer between the core with its {@link AgentMachine} and the transport below: it
 * translates the core's commands for the transport, and the transport's events for the machine. The core calls it on its own thread. The
 * default of each method passes the call or the event on unchanged. With the defaults alone one message is one text frame: {@code
 * agent_protocol = "plain"}; {@code PhoenixLink} is the other protocol. Times are monotonic nanoseconds.
 */
@FunctionalInterface
public interface AgentLink extends AgentTransport {
    /** The transport that carries the frames. */
    AgentTransport below();

    /** Translates an event of the transport below into the events for the machine. */
    default List<LinkEvent> onEvent(LinkEvent event, long now) {
        return List.of(event);
    }

    /** Time passed; the core calls this at {@link #deadlineNanos} at the latest. */
    default List<LinkEvent> onTime(long now) {
        return List.of();
    }

    /** When {@link #onTime} is due; {@link Long#MAX_VALUE}: never. */
    default long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** The computer slept: a connection from before is dead. */
    default void onResume() {}

    @Override
    default void connect(long link) {
        below().connect(link);
    }

    @Override
    default void send(long link, Frame frame) {
        below().send(link, frame);
    }

    @Override
    default void ping(long link) {
        below().ping(link);
    }

    @Override
    default void readOn(long link) {
        below().readOn(link);
    }

    @Override
    default void close(long link, int code, String reason) {
        below().close(link, code, reason);
    }

    @Override
    default void abort(long link, LinkCause cause) {
        below().abort(link, cause);
    }

    @Override
    default void close() {
        below().close();
    }
}
