package nbe.control.net;

/** A body that goes on. All methods belong to the control thread, and the callbacks come on it. */
public interface ReplyStream {
    /** Whether the client keeps up. While it does not, the caller drops what it has, counts it, and tells the client at the gap. */
    boolean isWritable();

    /** Sends bytes at once. Also while {@link #isWritable} is false, but then they stay in memory: only what bounds itself. */
    void write(byte[] bytes);

    /** Ends the body in an orderly way. */
    void end();

    /** Runs {@code then} once when the client has left or the daemon ends; not after {@link #end}. */
    void onClosed(Runnable then);

    /** Runs {@code then} each time when the client keeps up again. */
    void onWritable(Runnable then);
}
