package nbe.pcsc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the PC/SC readers of this machine and posts what happens on them, from {@link #start()} to {@link #close()}.
 *
 * <p>Threads: {@code pcsc-watch} waits for changes, one {@code reader-<name>} each reads cards, {@code nfc} decides and is
 * the only one that posts. All are daemon threads, so that none that hangs in a native call keeps the process.
 */
public final class NfcWatch implements AutoCloseable {
    /**
     * Reports not yet decided on; the deciding thread never blocks, so this fills only if the machine stands still. Then the
     * reporting threads wait.
     */
    private static final int INBOX = 256;

    /** Native calls of one reader that are given up and hang still; with so many no further one is begun. */
    private static final int STUCK_THREADS = 3;

    private static final int CANCEL_MILLIS = 20;
    private static final int STOP_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private final LongSupplier nanoTime;
    private final Consumer<NfcEvent> events;
    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX);
    private final Desk desk;
    private final ReaderWatch watch;
    private final Thread watchThread;
    private final Thread deskThread;

    /**
     * @param source the library; {@link NativePcsc#load} in earnest
     * @param events takes the events, in order, from one thread; must not block
     * @param nanoTime monotonic clock, nanoseconds
     * @param makes makes {@code pcsc-watch} and {@code nfc}, which should not keep the process alive. Both run until {@link #close};
     *     an {@link Error}, one in a reader's thread included, ends one of them sooner, which whoever makes them has to notice
     */
    public NfcWatch(
            NfcSettings settings,
            Pcsc.Source source,
            Consumer<NfcEvent> events,
            LongSupplier nanoTime,
            ThreadFactory makes) {
        this.nanoTime = nanoTime;
        this.events = events;
        ReaderThreads threads = new ReaderThreads();
        desk = new Desk(settings.uidLengths(), threads);
        watch = new ReaderWatch(source, new ReaderFilter(settings.readers()), nanoTime, new Reports(threads));
        watchThread = makes.newThread(watch);
        watchThread.setName("pcsc-watch");
        deskThread = makes.newThread(() -> decide(threads));
        deskThread.setName("nfc");
    }

    /** Begins to watch; returns at once. To be called once. */
    public void start() {
        deskThread.start();
        watchThread.start();
    }

    /**
     * Ends the watch; no event is posted after it returns. Takes some ten milliseconds, and no more than a second if the PC/SC
     * service hangs. May be called again.
     */
    @Override
    public void close() {
        boolean interrupted = false;
        try {
            for (int waited = 0; watchThread.isAlive() && waited < STOP_MILLIS; waited += CANCEL_MILLIS) {
                watch.stop();
                watchThread.join(CANCEL_MILLIS);
            }
            watchThread.interrupt();
            deskThread.interrupt();
            deskThread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
            watchThread.interrupt();
            deskThread.interrupt();
        }
        if (watchThread.isAlive()) {
            LOG.debug("the PC/SC service does not let go; left behind");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void decide(ReaderThreads threads) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                step();
            }
        } catch (InterruptedException e) {
            LOG.trace("nfc told to stop");
        } finally {
            threads.abandonAll();
        }
    }

    private void step() throws InterruptedException {
        OptionalLong deadline = desk.deadlineNanos(nanoTime.getAsLong());
        Runnable report = deadline.isEmpty()
                ? inbox.take()
                : inbox.poll(deadline.getAsLong() - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
        try {
            if (report != null) {
                report.run();
            }
            desk.onTime(nanoTime.getAsLong());
        } catch (RuntimeException e) {
            LOG.error("fault while deciding on a reader's report; the report is lost", e);
        }
    }

    /** Carries every report of the watch over to the deciding thread. */
    private final class Reports implements ReaderWatch.Sink {
        private final ReaderThreads threads;

        Reports(ReaderThreads threads) {
            this.threads = threads;
        }

        @Override
        public void serviceUp(Pcsc pcsc, int readers) throws InterruptedException {
            boolean young = pcsc.serviceIsYoung();
            inbox.put(() -> {
                threads.pcsc = pcsc;
                desk.onServiceUp(readers, young);
            });
        }

        @Override
        public void serviceDown(String reason) throws InterruptedException {
            inbox.put(() -> desk.onServiceDown(reason));
        }

        @Override
        public void snapshot(List<ReaderStatus> states, long atNanos) throws InterruptedException {
            inbox.put(() -> desk.onSnapshot(states, atNanos));
        }
    }

    /** The reader threads; touched by the deciding thread alone. */
    private final class ReaderThreads implements Desk.Hands, ReaderThread.Sink {
        private final Map<String, ReaderThread> seated = new HashMap<>();
        private final Map<String, List<ReaderThread>> stuck = new HashMap<>();
        private Pcsc pcsc;

        @Override
        public void post(NfcEvent event) {
            events.accept(event);
        }

        @Override
        public void seat(String reader) {
            seated.put(reader, new ReaderThread(reader, pcsc, nanoTime, this));
        }

        @Override
        public void read(ReadOrder order, ReadOutcome outcome) throws InterruptedException {
            inbox.put(() -> desk.onRead(order, outcome, nanoTime.getAsLong()));
        }

        @Override
        public void died(Error fault) throws InterruptedException {
            inbox.put(() -> {
                throw fault; // and ends the deciding thread
            });
        }

        @Override
        public void unseat(String reader) {
            ReaderThread thread = seated.remove(reader);
            if (thread != null) {
                thread.abandon();
                forgetEnded(reader).add(thread);
            }
        }

        @Override
        public boolean read(ReadOrder order) {
            if (!seated.containsKey(order.reader())
                    && forgetEnded(order.reader()).size() < STUCK_THREADS) {
                seat(order.reader());
            }
            ReaderThread thread = seated.get(order.reader());
            return thread != null && thread.read(order);
        }

        @Override
        public void replace(String reader) {
            unseat(reader);
            if (forgetEnded(reader).size() < STUCK_THREADS) {
                seat(reader);
            }
        }

        private List<ReaderThread> forgetEnded(String reader) {
            List<ReaderThread> threads = stuck.computeIfAbsent(reader, name -> new ArrayList<>());
            threads.removeIf(ReaderThread::ended);
            return threads;
        }

        void abandonAll() {
            seated.values().forEach(ReaderThread::abandon);
            seated.clear();
        }
    }
}
