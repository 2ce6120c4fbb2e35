package nbe.pcsc;

/** A loaded PC/SC library: the seam to the operating system. Any thread may ask for a context. */
public interface Pcsc {

    /**
     * A new connection to the service (SCardEstablishContext).
     *
     * @throws PcscException if there is no service, or it refuses
     */
    PcscContext newContext() throws PcscException;

    /**
     * Whether the service itself has only just started, as far as that can be told: its readers may not have found yet what
     * lies on them. False where it cannot be told.
     */
    default boolean serviceIsYoung() {
        return false;
    }

    /** Finds and loads the library; tried again for as long as it fails. */
    @FunctionalInterface
    interface Source {
        /**
         * Any Throwable means "not to be had": a missing library shows as an {@link UnsatisfiedLinkError}, a broken one as
         * whatever its loader likes.
         */
        Pcsc load();
    }
}
