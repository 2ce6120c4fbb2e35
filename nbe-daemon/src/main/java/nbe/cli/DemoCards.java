package nbe.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nbe.simulator.nfc.VirtualCard;
import nbe.simulator.nfc.VirtualReaderSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places a virtual NFC card on slot 0 of vsmartcard's virtual reader every 13 s, if that reader exists; the thread {@code demo-card}
 * does, until {@link #close}.
 */
final class DemoCards implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final long FIRST_MILLIS = 6000;
    private static final long HELD_MILLIS = 1200;
    private static final long PAUSE_MILLIS = 12_000;

    private final CountDownLatch end = new CountDownLatch(1);
    private final DemoOutput output;

    private DemoCards(DemoOutput output) {
        this.output = output;
    }

    /** Starts the thread, if {@code wanted}. */
    static DemoCards start(boolean wanted, DemoOutput output) {
        DemoCards cards = new DemoCards(output);
        if (wanted) {
            Thread thread = new Thread(cards::tapUntilClosed, "demo-card");
            thread.setDaemon(true);
            thread.start();
        }
        return cards;
    }

    private void tapUntilClosed() {
        try (VirtualReaderSlot slot = new VirtualReaderSlot(0)) {
            long pause = FIRST_MILLIS;
            while (!end.await(pause, TimeUnit.MILLISECONDS)) {
                output.dongleSide("alice holds her card to the virtual reader");
                slot.insert(VirtualCard.of(DemoUsers.ALICES_CARD));
                if (end.await(HELD_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                slot.remove();
                pause = PAUSE_MILLIS;
            }
        } catch (IOException e) {
            output.note("no virtual reader (" + e.getMessage() + "): only real readers count");
        } catch (InterruptedException e) {
            LOG.debug("interrupted");
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
    }
}
