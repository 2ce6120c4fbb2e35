package nbe.bgapi.port;

/** One open serial port, held exclusively. Used by one thread; only {@link #close} may come from another. */
public interface BytePort extends AutoCloseable {
    /** Result of {@link #read} once the port has gone away. Then only closing makes sense. */
    int GONE = -1;

    /**
     * Waits for bytes, at most about 100 ms, and takes what is there.
     *
     * @return how many bytes; 0 when no byte came in time; {@link #GONE} when the port is gone
     */
    int read(byte[] buffer);

    /** Writes all of it. False when the port does not take it: it has gone away. */
    boolean write(byte[] bytes);

    /** Closes the port, within a second even if the driver hangs. Never fails, may be called twice. */
    @Override
    void close();

    /** Opens ports: the seam between this package and the operating system. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens a port for this program alone. Nothing is sent.
         *
         * @param path device path or name; symbolic links are followed anew each time
         * @throws CannotOpenException if it is not there, is in use, or anything else
         */
        BytePort open(String path) throws CannotOpenException;
    }
}
