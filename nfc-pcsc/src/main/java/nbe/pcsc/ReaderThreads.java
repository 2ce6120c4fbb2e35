package nbe.pcsc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import nbe.pcsc.binding.Pcsc;

/** Starts and abandons the threads {@code reader-<name>}. Belongs to the core's thread; no method waits. */
final class ReaderThreads implements Readers.Threads {
    /** Abandoned calls of one reader that still hang; with so many no further one is begun. */
    private static final int HANGING_CALLS = 3;

    private final Supplier<Pcsc> pcsc;
    private final Consumer<ReaderReport> reports;
    private final LongSupplier nanoTime;
    private final Map<String, ReaderThread> current = new HashMap<>();
    private final Map<String, List<ReaderThread>> abandoned = new HashMap<>();

    /**
     * @param pcsc gives the library; asked once the service has been reported up
     * @param reports takes what the threads report, from each of them
     */
    ReaderThreads(Supplier<Pcsc> pcsc, Consumer<ReaderReport> reports, LongSupplier nanoTime) {
        this.pcsc = pcsc;
        this.reports = reports;
        this.nanoTime = nanoTime;
    }

    @Override
    public void start(String reader) {
        current.put(reader, new ReaderThread(reader, pcsc.get(), nanoTime, reports));
    }

    @Override
    public void end(String reader) {
        ReaderThread thread = current.remove(reader);
        if (thread != null) {
            thread.abandon();
            hanging(reader).add(thread);
        }
    }

    @Override
    public boolean read(UidRequest request) {
        String reader = request.reader();
        if (!current.containsKey(reader)) {
            startUnlessTooManyHang(reader);
        }
        ReaderThread thread = current.get(reader);
        return thread != null && thread.read(request);
    }

    @Override
    public void replace(String reader) {
        end(reader);
        startUnlessTooManyHang(reader);
    }

    private void startUnlessTooManyHang(String reader) {
        if (hanging(reader).size() < HANGING_CALLS) {
            start(reader);
        }
    }

    private List<ReaderThread> hanging(String reader) {
        List<ReaderThread> threads = abandoned.computeIfAbsent(reader, name -> new ArrayList<>());
        threads.removeIf(ReaderThread::ended);
        return threads;
    }
}
