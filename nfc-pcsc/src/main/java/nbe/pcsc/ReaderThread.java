package nbe.pcsc;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.pcsc.binding.Pcsc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code reader-<name>}: owns one reader's context and the connection to its card. No other thread can end a native
 * call that hangs. So the thread can be abandoned: it ends by itself once the call returns, and {@link Readers} ignores its answer.
 */
final class ReaderThread {
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    /** {@link Readers} makes one request at a time; the second place is for the moment between answer and next request. */
    private final BlockingQueue<UidRequest> requests = new ArrayBlockingQueue<>(2);

    private final Thread thread;

    /** Starts it. */
    ReaderThread(String reader, Pcsc pcsc, LongSupplier nanoTime, Consumer<ReaderReport> reports) {
        thread = new Thread(() -> run(new UidReading(pcsc, nanoTime, UidRequest::pause), reports), "reader-" + reader);
        thread.setDaemon(true);
        thread.start();
    }

    /** Queues a request; false if the thread has two already. */
    boolean read(UidRequest request) {
        return requests.offer(request);
    }

    /** Asks the thread to end as soon as it can; does not wait for it. */
    void abandon() {
        thread.interrupt();
    }

    boolean ended() {
        return !thread.isAlive();
    }

    private void run(UidReading reading, Consumer<ReaderReport> reports) {
        try (reading) {
            reading.prepare();
            serve(reading, reports);
        } catch (InterruptedException e) {
            LOG.trace("{} ends", Thread.currentThread().getName());
        }
    }

    private void serve(UidReading reading, Consumer<ReaderReport> reports) throws InterruptedException {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                UidRequest request = requests.take();
                reports.accept(new ReaderReport.UidRead(request, outcome(reading, request)));
            }
        } catch (Error fault) {
            reports.accept(new ReaderReport.ThreadDied(fault));
        }
    }

    private static UidOutcome outcome(UidReading reading, UidRequest request) throws InterruptedException {
        try {
            return reading.read(request);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            LOG.error("{}: fault while reading a card; it is taken as unread", request.reader(), e);
            reading.close();
            return new UidOutcome.Unread(e.toString());
        }
    }
}
