package nbe.testing;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Another program at the PC/SC service, which shares no code with ours: a thread notes when the service reported a card or its
 * removal. Linux on 64 bits.
 */
public final class ReaderObserver implements AutoCloseable {
    /** The service reported a card on a reader, or that the reader is empty. */
    public record Report(String reader, boolean card, long atNanos) {}

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 100;
    private static final long SCOPE_SYSTEM = 2;
    private static final int TIMEOUT = 0x8010000A;
    private static final int CHANGED = 0x0002, PRESENT = 0x0020;
    /** SCARD_READERSTATE of pcsc-lite: name, user data, known state, state, length of the ATR, ATR of 33 bytes. */
    private static final int SIZE = 80, KNOWN = 16, STATE = 24;

    private static final NativeLibrary PCSC = NativeLibrary.getInstance("libpcsclite.so.1");

    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final Map<String, Report> latest = new ConcurrentHashMap<>();
    private final NativeLong context;
    private final Thread thread;
    private volatile boolean closing;

    public ReaderObserver(String... readers) {
        NativeLongByReference handle = new NativeLongByReference();
        int code = call("SCardEstablishContext", new NativeLong(SCOPE_SYSTEM), null, null, handle);
        if (code != 0) {
            throw new IllegalStateException(String.format("SCardEstablishContext: 0x%08X", code));
        }
        context = handle.getValue();
        thread = new Thread(() -> run(List.of(readers)), "reader-observer");
        thread.setDaemon(true);
        thread.start();
    }

    private static int call(String function, Object... arguments) {
        return ((Number) PCSC.getFunction(function).invoke(NativeLong.class, arguments)).intValue();
    }

    private void run(List<String> readers) {
        try (Memory states = new Memory((long) SIZE * readers.size())) {
            states.clear();
            Memory[] names = new Memory[readers.size()]; // the service reads them at each call
            for (int i = 0; i < names.length; i++) {
                names[i] = new Memory(readers.get(i).length() + 1L);
                names[i].setString(0, readers.get(i));
                states.setPointer((long) SIZE * i, names[i]);
            }
            int code = 0;
            while (!closing && (code == 0 || code == TIMEOUT)) {
                code = call(
                        "SCardGetStatusChange",
                        context,
                        new NativeLong(POLL_MILLIS),
                        states,
                        new NativeLong(readers.size()));
                long now = System.nanoTime();
                for (int i = 0; code == 0 && i < names.length; i++) {
                    note(readers.get(i), states.share((long) SIZE * i), now);
                }
            }
            call("SCardReleaseContext", context); // another code: pcscd has ended, and the reports stand
        }
    }

    private void note(String reader, Pointer status, long now) {
        long known = status.getLong(KNOWN);
        long state = status.getLong(STATE);
        boolean card = (state & PRESENT) != 0;
        if (state != 0) {
            Report report = new Report(reader, card, now);
            if (card != ((known & PRESENT) != 0)) {
                reports.add(report);
                latest.put(reader, report);
            } else {
                latest.putIfAbsent(reader, report);
            }
            status.setLong(KNOWN, state & ~CHANGED);
        }
    }

    /** Asks the service until it reports a card on that reader, or that it is empty. */
    public static void see(String reader, boolean card) {
        try (ReaderObserver observer = new ReaderObserver(reader)) {
            observer.await(reader, card);
        }
    }

    /** Waits for the n-th card or removal of a reader, counted from 1. */
    public Report awaitReport(String reader, int count) {
        return Await.present(
                PATIENCE,
                "report " + count + " of " + reader,
                () -> reports.stream()
                        .filter(report -> report.reader().equals(reader))
                        .skip(count - 1L)
                        .findFirst());
    }

    /** Waits until a card lies there, or none; returns when the service reported that, by {@link System#nanoTime}. */
    public long await(String reader, boolean card) {
        return Await.present(
                        PATIENCE,
                        reader + (card ? " with a card" : " empty"),
                        () -> Optional.ofNullable(latest.get(reader)).filter(report -> report.card() == card))
                .atNanos();
    }

    @Override
    public void close() {
        closing = true;
        Await.until("the observer has ended", () -> !thread.isAlive());
    }
}
