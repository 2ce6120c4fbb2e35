package nbe.pcsc;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The order to read one card, given by {@link Desk} and carried out by a {@link ReaderThread}. Compared by identity. */
final class ReadOrder {
    private final String reader;
    private final Placement placement;
    private final CountDownLatch unwanted = new CountDownLatch(1);

    ReadOrder(String reader, Placement placement) {
        this.reader = reader;
        this.placement = placement;
    }

    String reader() {
        return reader;
    }

    /** For the desk alone: a placement is not to be touched from two threads. */
    Placement placement() {
        return placement;
    }

    /** Takes the order back: the card has left, or it took too long. */
    void cancel() {
        unwanted.countDown();
    }

    boolean wanted() {
        return unwanted.getCount() > 0;
    }

    /** Waits; shorter if the order is taken back meanwhile. */
    void pause(long nanos) throws InterruptedException {
        if (unwanted.await(nanos, TimeUnit.NANOSECONDS)) {
            return; // Taken back: the caller asks wanted() next.
        }
    }
}
