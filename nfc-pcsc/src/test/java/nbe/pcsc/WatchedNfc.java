package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.Pcsc;
import nbe.testing.Await;

/** An {@link NfcWatch} with a thread {@code core} that does for it what the daemon's core does. */
final class WatchedNfc implements AutoCloseable {
    /** All readers; 7 and 10 bytes. The binding is that of the source. */
    static final NfcSettings SETTINGS = settings();

    private final BlockingQueue<ReaderReport> inbox = new LinkedBlockingQueue<>();
    private final Consumer<NfcEvent> events;
    private final NfcWatch watch;
    private final Thread core;

    /** Readers of these names; 7 and 10 bytes. */
    static NfcSettings settings(String... readers) {
        return new NfcSettings(List.of(readers), Set.of(7, 10), Binding.NATIVE);
    }

    /** This binding and no stand-in for it. */
    static Pcsc.Source source(Binding binding) {
        PcscSource source = new PcscSource(binding, System::nanoTime);
        return () -> {
            Pcsc loaded = source.load();
            assertEquals(binding, loaded.binding().binding());
            return loaded;
        };
    }

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
