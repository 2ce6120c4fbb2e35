package nbe.pcsc;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code reader-<name>}: one reader's context and card. A native call that hangs cannot be ended from outside, so
 * the thread can be abandoned: it then ends by itself once the call returns, and what it brings is of no interest any more.
 */
final class ReaderThread {
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    /** Where the outcomes go. */
    interface Sink {
        void read(ReadOrder order, ReadOutcome outcome) throws InterruptedException;

        /** The thread ends by this, and there is no use in another. */
        void died(Error fault) throws InterruptedException;
    }

    /** The desk gives one order at a time; the second place is for the moment between outcome and next order. */
    private final BlockingQueue<ReadOrder> orders = new ArrayBlockingQueue<>(2);

    private final Thread thread;

    ReaderThread(String reader, Pcsc pcsc, LongSupplier nanoTime, Sink sink) {
        thread = new Thread(() -> run(new UidReading(pcsc, nanoTime, ReadOrder::pause), sink), "reader-" + reader);
        thread.setDaemon(true);
        thread.start();
    }

    /** Queues an order; false if the thread has two already. */
    boolean read(ReadOrder order) {
        return orders.offer(order);
    }

    /** Tells the thread to end as soon as it can; does not wait for it. */
    void abandon() {
        thread.interrupt();
    }

    boolean ended() {
        return !thread.isAlive();
    }

    private void run(UidReading reading, Sink sink) {
        try (reading) {
            reading.prepare();
            serve(reading, sink);
        } catch (InterruptedException e) {
            LOG.trace("{} ends", Thread.currentThread().getName());
        }
    }

    private void serve(UidReading reading, Sink sink) throws InterruptedException {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ReadOrder order = orders.take();
                sink.read(order, outcome(reading, order));
            }
        } catch (Error fault) {
            sink.died(fault);
        }
    }

    private static ReadOutcome outcome(UidReading reading, ReadOrder order) throws InterruptedException {
        try {
            return reading.read(order);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            LOG.error("{}: fault while reading a card; it is taken as unread", order.reader(), e);
            reading.close();
            return new ReadOutcome.Unread(e.toString());
        }
    }
}
