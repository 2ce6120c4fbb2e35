package nbe.log;

import java.io.Closeable;
import java.io.IOException;

/** Where lines end up. Called by one thread at a time. */
interface Destination extends Closeable {

    /** As in {@code standard error}: for messages about it. */
    String name();

    /**
     * Takes one or more whole lines and hands them to the operating system before it returns.
     *
     * @throws IOException if some of them were not taken; the next call may try again
     */
    void write(String lines) throws IOException;

    /**
     * Sees whether all is well, some seconds after the last line or the last look.
     *
     * @throws IOException if lines could not be written now
     */
    default void look() throws IOException {}
}
