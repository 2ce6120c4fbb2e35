package nbe.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nbe.base.DrainedQueue;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import nbe.testing.Await;
import nbe.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the adapters' threads to those who listen. */
class AirFeedTest {
    private static final Advert PHONE = Advert.of("5A:00:00:00:00:01", -60, "020106");

    private final AirFeed feed = new AirFeed();
    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        control.shutdownNow();
    }

    @Test
    void whatIsHeardReachesAllListenersInTheOrderOfItsArrival() {
        Listener one = new Listener();
        Listener two = new Listener();
        feed.add(one, control);
        feed.add(two, control);
        for (int i = 0; i < 100; i++) {
            feed.offer(0, PHONE, Optional.empty(), i);
        }
        feed.tapped(new BandEvent.Tapped(new BandAddress(1), 5, -40, 3, 1, 0));
        Await.until(
                "the tap at both",
                () -> one.seen().contains("tap 5") && two.seen().contains("tap 5"));
        assertEquals(101, one.seen().size());
        assertEquals("0", one.seen().get(0));
        assertEquals("99", one.seen().get(99));
        assertEquals(one.seen(), two.seen());
        feed.remove(one);
        assertTrue(feed.isOpen());
        feed.remove(two);
        assertFalse(feed.isOpen());
    }

    @Test
    void whatFindsTheQueueFullIsCountedAndTheNextOneSaysHowMany() throws Exception {
        Listener listener = new Listener();
        control.submit(() -> {
                    feed.add(listener, control);
                    for (int i = 0; i < DrainedQueue.WAITING + 7; i++) {
                        feed.offer(0, PHONE, Optional.empty(), i);
                    }
                    assertEquals(7, feed.lost());
                })
                .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Await.until("all that waited", () -> listener.seen().size() == DrainedQueue.WAITING);
        feed.offer(0, PHONE, Optional.empty(), 10_000);
        Await.until("the next one", () -> listener.seen().size() > DrainedQueue.WAITING);
        assertEquals(DrainedQueue.WAITING + 1, listener.seen().size());
        assertEquals(List.of("10000 after 7"), listener.seen().subList(DrainedQueue.WAITING, DrainedQueue.WAITING + 1));
    }

    @Test
    void aListenerThatFailsLeavesTheOthersAlone() {
        AirListener faulty = heard -> {
            throw new IllegalStateException("on purpose");
        };
        Listener listener = new Listener();
        try (LogLines log = LogLines.of("air")) {
            feed.add(faulty, control);
            feed.add(listener, control);
            feed.offer(0, PHONE, Optional.empty(), 1);
            feed.offer(0, PHONE, Optional.empty(), 2);
            Await.until("both", () -> listener.seen().size() == 2);
            assertEquals(List.of("java.lang.IllegalStateException"), log.thrown());
        }
    }

    @Test
    void nobodyIsToldWhatWasHeardBefore() {
        feed.offer(0, PHONE, Optional.empty(), 1);
        Listener listener = new Listener();
        feed.add(listener, control);
        feed.offer(0, PHONE, Optional.empty(), 2);
        Await.until("the second", () -> !listener.seen().isEmpty());
        assertEquals(List.of("2"), listener.seen());
    }

    /** Remembers what it was told. */
    private static final class Listener implements AirListener {
        private final List<String> seen = new ArrayList<>();

        synchronized List<String> seen() {
            return List.copyOf(seen);
        }

        @Override
        public synchronized void onAdvertisement(HeardAdvertisement heard) {
            seen.add(heard.receivedNanos() + (heard.lostBefore() > 0 ? " after " + heard.lostBefore() : ""));
        }

        @Override
        public synchronized void onTap(BandEvent.Tapped tap) {
            seen.add("tap " + tap.atNanos());
        }
    }
}
