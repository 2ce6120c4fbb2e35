package nbe.pcsc.binding;

/** A loaded PC/SC library: the seam to the operating system. Any thread may ask for a context. */
public interface Pcsc {

    /**
     * A new connection to the service (SCardEstablishContext).
     *
     * @throws PcscException if there is no service, or it refuses
     */
    PcscContext newContext() throws PcscException;

    /**
     * Whether the service has started within the last 250 ms: its readers may not have found the cards on them yet. False where
     * the system does not say when the service started.
     */
    default boolean serviceIsYoung() {
        return false;
    }

    /** Which binding it is. */
    default BindingInUse binding() {
        return BindingInUse.NATIVE;
    }

    /** Finds and loads the library; tried again for as long as it fails. */
    @FunctionalInterface
    interface Source {
        /**
         * Loads it. A missing library throws an {@link UnsatisfiedLinkError}, a broken one any {@link LinkageError} or
         * {@link RuntimeException}.
         */
        Pcsc load();
    }
}
