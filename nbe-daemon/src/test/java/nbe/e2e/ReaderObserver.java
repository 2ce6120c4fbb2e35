package nbe.e2e;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import nbe.pcsc.NativePcsc;
import nbe.pcsc.PcscContext;
import nbe.pcsc.PcscException;
import nbe.pcsc.ReaderStatus;

/** Another program that looks at one reader: says when the PC/SC service reported a card or its removal. One thread. */
final class ReaderObserver implements AutoCloseable {
    private static final int CHANGED = 0x0002;
    private static final int PRESENT = 0x0020;

    private final PcscContext context;
    private ReaderStatus status;

    ReaderObserver(String reader) {
        status = ReaderStatus.unaware(reader);
        try {
            context = NativePcsc.load().newContext();
        } catch (PcscException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a card lies there, or none; returns when that was reported, by {@link System#nanoTime}. */
    long await(boolean card) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < Duration.ofSeconds(5).toNanos()) {
            if (status.state() != 0 && ((status.state() & PRESENT) != 0) == card) {
                return System.nanoTime();
            }
            try {
                List<ReaderStatus> got = context.awaitChange(List.of(status), 1000);
                if (!got.isEmpty()) {
                    ReaderStatus now = got.get(0);
                    status = new ReaderStatus(now.reader(), now.state() & ~CHANGED, now.atr());
                }
            } catch (PcscException e) {
                throw new IllegalStateException(e);
            }
        }
        return fail(status.reader() + " does not report " + (card ? "the card" : "that it is empty"));
    }

    @Override
    public void close() {
        context.close();
    }
}
