package nbe.referenceagent.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nbe.referenceagent.net.FatalErrors;
import nbe.referenceagent.switchboard.AgentEvent;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {
    private static AgentEvent event(int n) {
        return new AgentEvent.DirectoryLoaded(Instant.EPOCH, n);
    }

    @Test
    void aListenerThatBlocksHoldsUpNobodyAndLearnsHowMuchItMissed() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        BlockingQueue<AgentEvent> heard = new LinkedBlockingQueue<>();
        try (EventDispatcher events = new EventDispatcher(
                event -> {
                    try {
                        go.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    heard.add(event);
                },
                () -> Instant.EPOCH,
                new FatalErrors(() -> {}))) {
            events.start();
            int all = EventDispatcher.QUEUED_AT_MOST + 100;
            for (int i = 0; i < all; i++) {
                events.add(event(i));
            }
            assertEquals(EventDispatcher.KEPT_AT_MOST, events.recent().size());
            assertEquals(event(all - 1), events.recent().get(EventDispatcher.KEPT_AT_MOST - 1));
            go.countDown();
            for (int i = 0; i < EventDispatcher.QUEUED_AT_MOST; i++) {
                assertEquals(event(i), heard.poll(10, TimeUnit.SECONDS));
            }
            while (heard.poll(200, TimeUnit.MILLISECONDS) != null) {
                // One more may have found room while the first was held.
            }
            events.add(event(all));
            AgentEvent.Skipped skipped = (AgentEvent.Skipped) heard.poll(10, TimeUnit.SECONDS);
            assertTrue(skipped.events() == 100 || skipped.events() == 99, skipped::toString);
            assertEquals(event(all), heard.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aListenerThatThrowsHearsTheNextEvent() throws InterruptedException {
        BlockingQueue<AgentEvent> heard = new LinkedBlockingQueue<>();
        try (EventDispatcher events = new EventDispatcher(
                event -> {
                    heard.add(event);
                    if (event.equals(event(1))) {
                        throw new IllegalStateException("a fault of the test's listener");
                    }
                },
                () -> Instant.EPOCH,
                new FatalErrors(() -> {}))) {
            events.start();
            events.add(event(1));
            events.add(event(2));
            assertEquals(event(1), heard.poll(10, TimeUnit.SECONDS));
            assertEquals(event(2), heard.poll(10, TimeUnit.SECONDS));
        }
    }
}
