package nbe.pcsc;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The request to read the UID of one card, made by {@link Readers} and carried out by a {@link ReaderThread}. Compared by
 * identity. Safe for use by any thread.
 */
public final class UidRequest {
    private final String reader;
    private final Placement placement;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    UidRequest(String reader, Placement placement) {
        this.reader = reader;
        this.placement = placement;
    }

    String reader() {
        return reader;
    }

    /** For the thread of {@link Readers} alone. */
    Placement placement() {
        return placement;
    }

    /** The card has left, or reading took too long: no further attempt begins. */
    void cancel() {
        cancelled.countDown();
    }

    boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Waits; returns early once the request is cancelled. */
    void pause(long nanos) throws InterruptedException {
        if (cancelled.await(nanos, TimeUnit.NANOSECONDS)) {
            return; // the caller asks isCancelled next
        }
    }

    @Override
    public String toString() {
        return "card on " + reader;
    }
}
