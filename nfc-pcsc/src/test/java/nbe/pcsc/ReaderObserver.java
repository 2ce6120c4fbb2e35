package nbe.pcsc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A second PC/SC client, which notes when a reader reported what. */
final class ReaderObserver implements AutoCloseable {
    /** What a reader reported. */
    record Report(String reader, boolean present, long atNanos) {}

    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final PcscContext context;
    private final Thread thread;
    private volatile boolean stopping;

    ReaderObserver(String... readers) {
        try {
            context = NativePcsc.load().newContext();
        } catch (PcscException e) {
            throw new IllegalStateException(e);
        }
        thread = new Thread(() -> run(List.of(readers)), "observer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(List<String> readers) {
        List<ReaderStatus> known =
                new ArrayList<>(readers.stream().map(ReaderStatus::unaware).toList());
        try (context) {
            while (!stopping) {
                List<ReaderStatus> now = context.awaitChange(known, 100);
                long atNanos = System.nanoTime();
                for (int i = 0; i < now.size(); i++) {
                    if (now.get(i).present() != known.get(i).present()) {
                        reports.add(new Report(now.get(i).reader(), now.get(i).present(), atNanos));
                    }
                    known.set(i, now.get(i).asKnown());
                }
            }
        } catch (PcscException e) {
            // pcscd has ended; the reports so far stand.
        }
    }

    /** The reports of one reader, in order. */
    List<Report> of(String reader) {
        return reports.stream().filter(report -> report.reader().equals(reader)).toList();
    }

    /** Waits for the n-th report of a reader, counted from 1. */
    Report await(String reader, int count) {
        Await.until(
                10_000, "report " + count + " of " + reader, () -> of(reader).size() >= count);
        return of(reader).get(count - 1);
    }

    @Override
    public void close() {
        stopping = true;
        Await.until(2_000, "the observer to end", () -> !thread.isAlive());
    }
}
