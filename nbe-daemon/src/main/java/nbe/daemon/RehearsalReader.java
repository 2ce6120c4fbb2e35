package nbe.daemon;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import nbe.pcsc.NfcSettings;
import nbe.pcsc.ReaderReport;
import nbe.pcsc.Readers;
import nbe.pcsc.Uid;
import nbe.pcsc.UidOutcome;
import nbe.pcsc.UidRequest;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.ReaderStatus;

/**
 * A reader that does not exist, on which one card after another is placed: it reports as the threads of a real one do.
 * {@link #place} is for any thread, which may be a card ahead of the core's; the methods of {@link Readers.Threads} are for the core's.
 */
public final class RehearsalReader implements Readers.Threads {
    private static final String NAME = "nowhere";
    /** 7 bytes that begin with 04, as those of NXP do. */
    private static final long FIRST_UID = 0x04_00_00_00_00_00_00L;

    private static final int UID_LENGTH = 7;

    private final Consumer<ReaderReport> reports;
    private final Queue<Long> placedNanos = new ConcurrentLinkedQueue<>();
    private int placed;
    private int read;

    /** @param reports takes the reports, for the core to decide on later */
    public RehearsalReader(Consumer<ReaderReport> reports) {
        this.reports = reports;
    }

    /** What decides on its reports. */
    public Readers readers() {
        return new Readers(new NfcSettings(List.of(), Set.of(UID_LENGTH), Binding.NATIVE), this);
    }

    /** It is connected, and empty. */
    public void connect(long atNanos) {
        reports.accept(new ReaderReport.ServiceUp(1, false));
        reports.accept(new ReaderReport.Snapshot(List.of(ReaderStatus.working(NAME, false, 0)), atNanos));
    }

    /** A card with a UID of its own takes the place of the one before. */
    public void place(long atNanos) {
        placedNanos.add(atNanos);
        placed++;
        int insertionsAndRemovals = 2 * placed - 1;
        reports.accept(
                new ReaderReport.Snapshot(List.of(ReaderStatus.working(NAME, true, insertionsAndRemovals)), atNanos));
    }

    @Override
    public void start(String reader) {}

    @Override
    public void end(String reader) {}

    @Override
    public boolean read(UidRequest request) {
        byte[] bytes =
                ByteBuffer.allocate(Long.BYTES).putLong(FIRST_UID + read++).array();
        Uid uid = new Uid(Arrays.copyOfRange(bytes, Long.BYTES - UID_LENGTH, Long.BYTES));
        long atNanos = placedNanos.remove();
        reports.accept(new ReaderReport.UidRead(request, new UidOutcome.Got(uid, atNanos, atNanos)));
        return true;
    }

    @Override
    public void replace(String reader) {}
}
