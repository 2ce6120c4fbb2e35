package nbe.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where a {@link LineWriter} writes to. Called by one thread at a time. */
interface Sink extends Closeable {

    /** As messages call it: {@code standard error}. */
    String name();

    /** Whether an entry is for this sink at all; called by the thread that logs. */
    default boolean takes(LogEntry entry) {
        return true;
    }

    /**
     * Hands the entries to the operating system before it returns.
     *
     * @throws IOException if some were not written; the next call may try again
     */
    void write(List<LogEntry> entries) throws IOException;

    /**
     * Called every two seconds while nothing is logged.
     *
     * @throws IOException if a line could not be written now
     */
    default void check() throws IOException {}
}
