package nbe.agent.link;

/**
 * What happens on a connection to the agent. Immutable; posted by the transport's thread into the core's inbox. Every event
 * carries the number of its connection, so that one of an earlier connection can be told and ignored.
 */
public sealed interface LinkEvent {
    /** Number of the connection, counted up from 1 by whoever asked for it. */
    long link();

    /** The WebSocket handshake is done. {@code description} names address, and TLS version and cipher where there is TLS. */
    record Opened(long link, String description) implements LinkEvent {}

    /** Bytes of any kind arrived (told at most once a second). */
    record Heard(long link) implements LinkEvent {}

    /** A whole text message arrived. Nothing more is read until {@link AgentTransport#readOn} is called. */
    record Text(long link, String text) implements LinkEvent {}

    /** The frame that was sent last was handed to the operating system. */
    record Sent(long link) implements LinkEvent {}

    /** The agent has read everything up to and with the frame of this mark: see {@link AgentTransport#send(long, String, long)}. */
    record Confirmed(long link, long mark) implements LinkEvent {}

    /** The connection came to its end, or never came about; nothing more follows for this number. */
    record Lost(long link, LinkCause cause) implements LinkEvent {}
}
