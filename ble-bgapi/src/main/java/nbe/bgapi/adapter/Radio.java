package nbe.bgapi.adapter;

import nbe.bgapi.wire.Packet;

/** What a borrower can ask of its adapter, on the adapter's thread. No method calls the borrower back. */
public interface Radio {
    void send(Packet command);

    /** Stops scanning; {@link RadioBorrower#onLent} follows once the dongle has confirmed it. */
    void borrow();

    /**
     * Resumes scanning.
     *
     * @param orderly false if the dongle's state is not known
     */
    void giveBack(boolean orderly);

    /**
     * The borrower leaves: another one may come.
     *
     * @param orderly false if the dongle may still hold a connection
     */
    void leave(boolean orderly);
}
