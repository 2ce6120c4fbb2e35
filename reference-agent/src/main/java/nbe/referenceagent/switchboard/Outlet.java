package nbe.referenceagent.switchboard;

/** The way to one client, as the switchboard sees it. */
public interface Outlet {
    /** Who is there, for logs: address and port. */
    String remote();

    /** Sends a text message; false if the client is gone or was cut off because it does not read. */
    boolean send(String message);

    /** Sends a text message that may be missed, if the client keeps up with what it is sent; else drops it. */
    default void offer(String message) {
        send(message);
    }

    /** Closes with a close frame. */
    void close(int code, String reason);
}
