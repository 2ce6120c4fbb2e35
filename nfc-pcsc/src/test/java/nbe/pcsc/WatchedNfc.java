package nbe.pcsc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nbe.pcsc.binding.Pcsc;
import nbe.testing.Await;

/** An {@link NfcWatch} with a thread {@code core} that does for it what the daemon's core does. */
final class WatchedNfc implements AutoCloseable {
    /** All readers; 7 and 10 bytes. */
    static final NfcSettings SETTINGS = new NfcSettings(List.of(), Set.of(7, 10));

    private final BlockingQueue<ReaderReport> inbox = new LinkedBlockingQueue<>();
    private final Consumer<NfcEvent> events;
    private final NfcWatch watch;
    private final Thread core;

    /** Starts both. */
    WatchedNfc(Pcsc.Source source, Consumer<NfcEvent> events, ThreadFactory makes) {
        this.events = events;
        watch = new NfcWatch(SETTINGS, source, inbox::add, System::nanoTime, makes);
        core = makes.newThread(this::decide);
        core.setName("core");
        core.start();
        watch.start();
    }

    /** Other settings from now on; a real core would take the lengths on its thread. */
    void use(NfcSettings settings) throws InterruptedException {
        watch.use(settings);
    }

    private void decide() {
        Readers readers = watch.readers();
        try {
            while (true) {
                long wait = readers.deadlineNanos() - System.nanoTime();
                ReaderReport report = inbox.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
                if (report != null) {
                    readers.onReport(report, System.nanoTime()).forEach(events);
                }
                readers.onTime(System.nanoTime()).forEach(events);
            }
        } catch (InterruptedException e) {
            readers.end();
        }
    }

    /** Ends both; no event comes after it. */
    @Override
    public void close() {
        core.interrupt();
        watch.close();
        Await.until("the core's end", () -> !core.isAlive());
    }
}
