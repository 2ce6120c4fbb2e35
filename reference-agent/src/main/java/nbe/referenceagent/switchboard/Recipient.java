package nbe.referenceagent.switchboard;

/** The client of a {@link Conversation}, to which it sends. Netty's event loop only. */
public interface Recipient {
    /** Address and port, for logs. */
    String remote();

    /** Sends a text message; false if the client has disconnected or was cut off because it does not read. */
    boolean send(String message);

    /** Sends a text message, or drops it if many bytes wait for the client. */
    default void offer(String message) {
        send(message);
    }

    /** Closes with a close frame. */
    void close(int code, String reason);
}
