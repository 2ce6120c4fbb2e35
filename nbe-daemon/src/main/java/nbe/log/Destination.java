package nbe.log;

import java.io.Closeable;
import java.io.IOException;

/** Where lines are written to: standard error or a file. Called by one thread at a time. */
interface Destination extends Closeable {

    /** As messages call it: {@code standard error}. */
    String name();

    /**
     * Hands one or more whole lines to the operating system before it returns.
     *
     * @throws IOException if some were not written; the next call may try again
     */
    void write(String lines) throws IOException;

    /**
     * Called every two seconds while nothing is logged.
     *
     * @throws IOException if a line could not be written now
     */
    default void check() throws IOException {}
}
