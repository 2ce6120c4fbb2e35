package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Sighting SIGHTING = new Sighting(new BandAddress(1), -50, true, true, true, 0, 0, 0);

    private final Inbox inbox = new Inbox();

    @Test
    void whatCameFirstGoesFirst() throws InterruptedException {
        inbox.offer(SIGHTING);
        inbox.post(new CoreEvent.Stop());
        assertInstanceOf(CoreEvent.Heard.class, inbox.take(0).orElseThrow());
        assertInstanceOf(CoreEvent.Stop.class, inbox.take(0).orElseThrow());
        assertEquals(Optional.empty(), inbox.take(0));
    }

    @Test
    void sightingsAreDroppedAndCountedWhenTooManyWaitButAStopIsNot() throws InterruptedException {
        for (int i = 0; i < Inbox.SIGHTINGS + 3; i++) {
            inbox.offer(SIGHTING);
        }
        inbox.post(new CoreEvent.Stop());
        assertEquals(3, inbox.droppedSightings());
        for (int i = 0; i < Inbox.SIGHTINGS; i++) {
            assertInstanceOf(CoreEvent.Heard.class, inbox.take(0).orElseThrow());
        }
        assertInstanceOf(CoreEvent.Stop.class, inbox.take(0).orElseThrow());
    }

    @Test
    void whoPostsIntoAFullInboxWaitsAndLosesNothing() throws InterruptedException {
        for (int i = 0; i < Inbox.OTHERS; i++) {
            inbox.post(new CoreEvent.Stop());
        }
        CountDownLatch posted = new CountDownLatch(1);
        Thread poster = new Thread(() -> {
            inbox.post(new CoreEvent.Stop());
            posted.countDown();
        });
        poster.start();
        int taken = 0;
        while (taken <= Inbox.OTHERS) {
            assertTrue(inbox.take(TimeUnit.SECONDS.toNanos(5)).isPresent(), "event " + taken);
            taken++;
        }
        assertTrue(posted.await(5, TimeUnit.SECONDS));
        poster.join();
        assertEquals(Optional.empty(), inbox.take(0));
    }

    @Test
    void whoIsInterruptedWhileWaitingSaysWhatIsLost() throws InterruptedException {
        for (int i = 0; i < Inbox.OTHERS; i++) {
            inbox.post(new CoreEvent.Stop());
        }
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Thread poster = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                inbox.post(new CoreEvent.Stop());
            } catch (IllegalStateException e) {
                failure.set(e);
            }
        });
        poster.start();
        poster.join(5000);
        assertTrue(failure.get().getMessage().contains("Stop"), () -> "" + failure.get());
    }
}
