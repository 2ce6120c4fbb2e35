package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.pcsc.ReaderReport;
import nbe.testing.LogLines;
import org.junit.jupiter.api.Test;

/** A laptop that sleeps, a clock that is set, a cable that is out for an hour. */
class CoreClocksTest extends CoreRig {
    @Test
    void afterAnHourOfSleepNoIntentOfBeforeIsSentAndTheBandsAreToldAnew() throws Exception {
        opened(1);
        band();
        assertEquals(List.of("presence"), frames(1, 1));
        fromLink(new LinkEvent.Lost(1, GONE));
        pass(Duration.ofMillis(100));
        card();
        idle();
        sleep(Duration.ofHours(1));
        band();
        assertEquals("connect 2", transport.next());
        fromLink(new LinkEvent.Opened(2, "here"));
        assertEquals(List.of("endpoint", "ble_ready", "presence"), frames(2, 3));
        onlyANewTapFollows(2);
        assertEquals(
                Optional.of("intents dropped (the computer slept or its clock was set meanwhile) 1"),
                counters.increases());
    }

    @Test
    void tapsConnectionsAndTheirEndsAreCounted() throws Exception {
        opened(1);
        card();
        assertEquals(List.of("intent"), frames(1, 1));
        idle();
        fromLink(new LinkEvent.Lost(1, GONE));
        idle();
        CoreCounts counts = counters.counts();
        CoreCounts.OfIntents cards = counts.intents().get(IntentType.NFC);
        assertEquals(1, cards.decided());
        assertEquals(1, cards.handOver().counts().get(0), "no time passed on the core's clock");
        assertEquals(0, counts.intents().get(IntentType.BLE).decided());
        assertEquals(1, counts.connections());
        assertEquals(1, counts.linkFailures().get(LinkCause.Kind.IO));
        assertEquals(0, counts.linkFailures().get(LinkCause.Kind.TLS));
        assertEquals(0, counts.lost().get(Counter.FAULTS));
    }

    @Test
    void aCardThatWasReadBeforeASleepAndIsDealtWithAfterItIsDroppedToo() throws Exception {
        opened(1);
        idle();
        long before = nanos;
        sleep(Duration.ofHours(1));
        reader.place(before);
        assertEquals("abort 1", transport.next());
        assertEquals("connect 2", transport.next());
        opened(2);
        onlyANewTapFollows(2);
        assertEquals(
                Optional.of("intents dropped (the computer slept or its clock was set meanwhile) 1"),
                counters.increases());
    }

    @Test
    void aClockThatIsSetByADayMakesTheLinkAnewAndTheBandsStay() throws Exception {
        opened(1);
        band();
        assertEquals(List.of("presence"), frames(1, 1));
        long link = 1;
        for (Duration step : List.of(Duration.ofDays(1), Duration.ofDays(-1))) {
            pass(Duration.ofSeconds(1));
            wall = wall.plus(step);
            band();
            assertEquals("abort " + link, transport.next());
            link++;
            assertEquals("connect " + link, transport.next());
            fromLink(new LinkEvent.Opened(link, "here"));
            assertEquals(List.of("endpoint", "ble_ready", "presence"), frames(link, 3), "not absent: " + step);
            onlyANewTapFollows(link);
        }
        assertEquals(Optional.empty(), counters.increases());
    }

    @Test
    void aClockThatIsSetByADayShortensNoPauseAndNoLife() throws Exception {
        fromLink(new LinkEvent.Lost(1, GONE));
        pass(Duration.ofMillis(10));
        wall = wall.plus(Duration.ofDays(1));
        card();
        assertEquals("connect 2", transport.next(), "a link that was to be made is made at once");
        fromLink(new LinkEvent.Lost(2, GONE));
        card();
        idle();
        pass(Duration.ofMillis(700));
        band(); // wakes the loop
        assertEquals("connect 3", transport.next(), "0.5 s of back-off are over by monotonic time");
        opened(3);
        assertEquals(List.of("intent", "intent", "presence"), frames(3, 3), "neither tap is 2 s old");
        assertEquals(Optional.empty(), counters.increases());
    }

    @Test
    void aCableThatIsOutForAlmostAnHourLosesTheTapsOfThatHourAndTellsWhatIsTrueThen() throws Exception {
        opened(1);
        band();
        assertEquals(List.of("presence"), frames(1, 1));
        int taps = 0;
        long link = 1;
        boolean closed = false;
        for (int second = 0; second < 3500; second += 10) {
            for (int i = 0; i < 10; i++) {
                pass(Duration.ofSeconds(1));
                band();
                idle();
            }
            if (closed && second % 60 == 0) {
                card();
                taps++;
                idle();
            }
            for (String asked = transport.asked.poll(); asked != null; asked = transport.asked.poll()) {
                if (asked.startsWith("close ")) {
                    closed = true;
                    fromLink(new LinkEvent.Lost(link, GONE));
                } else if (asked.startsWith("connect ")) {
                    link++;
                    fromLink(new LinkEvent.Lost(link, GONE));
                }
            }
        }
        assertTrue(closed, "60 s of silence are the end of a connection");
        // the cable is in again: at the latest 36 s later there is an attempt
        String asked = "";
        for (int i = 0; i < 37 && !asked.startsWith("connect "); i++) {
            pass(Duration.ofSeconds(1));
            band();
            idle();
            asked = Optional.ofNullable(transport.asked.poll(50, TimeUnit.MILLISECONDS))
                    .orElse("");
        }
        link++;
        assertEquals("connect " + link, asked);
        fromLink(new LinkEvent.Opened(link, "here"));
        assertEquals(List.of("endpoint", "ble_ready", "presence"), frames(link, 3));
        onlyANewTapFollows(link);
        assertEquals(
                Optional.of("intents dropped (the agent could not be reached within 2 s) " + taps),
                counters.increases());
    }

    @Test
    void theLogHasTheEndOfAConnectionBeforeTheIntentsThatItCost() throws Exception {
        try (LogLines log = LogLines.ofAll()) {
            opened(1);
            transport.confirms = false;
            card();
            assertEquals(List.of("intent"), frames(1, 1));
            idle(); // the transport has reported that it was sent
            fromLink(new LinkEvent.Lost(1, GONE));
            idle();
            List<String> warnings = log.warnings();
            assertEquals(2, warnings.size(), warnings.toString());
            assertTrue(warnings.get(0).startsWith("connection lost"), warnings.toString());
            assertTrue(warnings.get(1).startsWith("intent dropped"), warnings.toString());
        }
    }

    @Test
    void theFirstFaultCostsItsEventOnlyAndTheSecondWithinAMinuteEndsTheLoop() throws Exception {
        try (LogLines log = LogLines.of("core")) {
            opened(1);
            inbox.post(new CoreEvent.FromAdapter(null));
            onlyANewTapFollows(1);
            inbox.post(new CoreEvent.FromAdapter(null));
            thread.join(10_000);
            assertFalse(thread.isAlive());
            assertEquals(
                    List.of(
                            "a fault of this program at FromAdapter[event=null]",
                            "a fault of this program at FromAdapter[event=null]",
                            "the second fault within a minute: ending"),
                    log.of(Level.ERROR));
        }
        assertEquals(Optional.empty(), counters.increases(), "the loop has logged them");
    }

    @Test
    void anErrorInAReadersThreadEndsTheLoopSinceNobodyElseWouldNotice() throws Exception {
        AtomicReference<Throwable> end = new AtomicReference<>();
        thread.setUncaughtExceptionHandler((core, why) -> end.set(why));
        Error fault = new AssertionError("no memory");
        inbox.post(new CoreEvent.FromReader(new ReaderReport.ThreadDied(fault)));
        thread.join(10_000);
        assertSame(fault, end.get());
    }
}
