package nbe.bgapi.adapter;

import nbe.bgapi.wire.Packet;

/**
 * Uses a dongle beside scanning, for which it borrows the radio at times. One at a time has an adapter, from its first request until it
 * calls {@link Radio#leave}. The adapter's thread calls all methods.
 */
public interface RadioBorrower {
    /** Why the adapter does not serve a borrower, or serves it no longer. */
    enum Refusal {
        /** Another borrower has the adapter, or too many requests wait. */
        BUSY,
        /** The adapter does not scan (yet). */
        NOT_READY,
        /** The port is gone. */
        PORT_GONE,
        /** The adapter recovers the dongle, which ends all connections. */
        RECOVERING,
        /** The adapter's thread ends. */
        STOPPED
    }

    /** Something that a borrower wants done on the adapter's thread. */
    interface Request {
        RadioBorrower borrower();

        /** The adapter's thread only. */
        void run(long nowNanos, Radio radio);

        /** The adapter does not take the request. Any thread. */
        void refuse(Refusal why);
    }

    /** True if {@link #onTime} is due. */
    boolean isDue(long nowNanos);

    void onTime(long nowNanos, Radio radio);

    /** Scanning has ended: the dongle may connect. */
    void onLent(long nowNanos, Radio radio);

    /** Any packet but an advertisement. */
    void onPacket(Packet packet, long nowNanos, Radio radio);

    /** The adapter serves the borrower no longer. */
    void onLost(Refusal why, Radio radio);

    /** The adapter's thread is about to end. */
    void onStop(Radio radio);

    /** True once it has left: it answers requests without the radio. */
    boolean hasLeft();
}
