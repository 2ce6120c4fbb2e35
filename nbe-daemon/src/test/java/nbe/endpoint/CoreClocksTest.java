package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nbe.agent.AgentLinks;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLog;
import nbe.agent.net.LinkTarget;
import nbe.agent.tls.TlsSettings;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.daemon.RehearsalReader;
import nbe.pcsc.ReaderReport;
import nbe.support.RecentTraffic;
import nbe.tap.BandAddress;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import nbe.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A laptop that sleeps, a clock that is set, a cable that is out for an hour: the core's own loop on clocks that the test moves. */
@Timeout(30)
class CoreClocksTest {
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LinkCause GONE = new LinkCause(LinkCause.Kind.IO, "gone");

    /** Both are set before an event is posted, and read by the core after it has taken that event. */
    private volatile Instant wall = NOON;

    private volatile long nanos = 1_000_000_000L;

    private final Inbox inbox = new Inbox();
    private final Counters counters = new Counters();
    private final Transport transport = new Transport();
    private final RehearsalReader reader = new RehearsalReader(report -> inbox.post(new CoreEvent.FromReader(report)));
    private final Thread thread = new Thread(core()::run, "core");

    /** Takes every frame at once. What is asked of it waits for the test. */
    private final class Transport implements AgentTransport {
        private volatile boolean confirms = true;
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

        @Override
        public void connect(long link) {
            asked.add("connect " + link);
        }

        @Override
        public void send(long link, Frame frame) {
            inbox.post(new CoreEvent.FromLink(new LinkEvent.Sent(link)));
            if (confirms) {
                frame.mark().ifPresent(mark -> inbox.post(new CoreEvent.FromLink(new LinkEvent.Confirmed(link, mark))));
            }
            asked.add(link + " " + frame.text()); // last: what a test posts next comes after these
        }

        @Override
        public void ping(long link) {
            asked.add("ping " + link);
        }

        @Override
        public void readOn(long link) {
            asked.add("readOn " + link);
        }

        @Override
        public void close(long link, int code, String reason) {
            asked.add("close " + link + " " + code);
        }

        @Override
        public void abort(long link, LinkCause cause) {
            asked.add("abort " + link);
        }

        @Override
        public void close() {
            asked.add("end");
        }

        /** The next thing that is asked. */
        String next() throws InterruptedException {
            String next = asked.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing more is asked of the transport");
            }
            return next;
        }
    }

    private Core core() {
        LinkTarget target = LinkTarget.direct(URI.create("ws://127.0.0.1:9/"), TlsSettings.NONE);
        return new Core(
                inbox,
                new Endpoint(
                        new Identity("line-3", "1.0", "Linux"),
                        1,
                        new BandTracker(new TapSettings(TapRule.MEAN, 10, 50, -42, -60, Duration.ofSeconds(30))),
                        at -> wall.minusNanos(nanos - at),
                        counters),
                reader.readers(),
                new AgentMachine(new SplittableRandom(1), nanos),
                AgentLinks.over(transport, target, () -> nanos, operation -> {}),
                new LinkLog(),
                counters,
                new TrafficRecorder(new RecentTraffic()),
                () -> nanos,
                () -> wall);
    }

    @BeforeEach
    void start() throws InterruptedException {
        inbox.post(new CoreEvent.FromAdapter(
                new AdapterEvent.Changed(0, new AdapterStatus.Scanning("COM5", "1.3.2", "00:07:80:1A:2B:3C"))));
        reader.connect(nanos);
        thread.start();
        assertEquals("connect 1", transport.next());
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(5_000);
        assertFalse(thread.isAlive());
    }

    /** Both clocks go on. */
    private void pass(Duration time) throws InterruptedException {
        idle();
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    /** As on Linux: monotonic time stands still, but for the moment until the loop turns again. */
    private void sleep(Duration time) throws InterruptedException {
        idle();
        nanos += Duration.ofMillis(300).toNanos();
        wall = wall.plus(time);
    }

    /** The loop has dealt with everything and waits. */
    private void idle() throws InterruptedException {
        for (int i = 0; !inbox.isEmpty() || thread.getState() != Thread.State.TIMED_WAITING; i++) {
            if (i > 10_000) {
                throw new AssertionError("the loop does not come to rest: " + thread.getState());
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private void fromLink(LinkEvent event) {
        inbox.post(new CoreEvent.FromLink(event));
    }

    private void card() {
        reader.place(nanos);
    }

    private void band() {
        inbox.offer(new Sighting(BAND, -70, true, true, true, 0, nanos, 0));
    }

    /** The operations of the next frames of a connection. */
    private List<String> frames(long link, int count) throws InterruptedException {
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next = transport.next();
            assertTrue(next.startsWith(link + " {\"operation\":\""), next);
            operations.add(next.split("\"")[3]);
        }
        return operations;
    }

    private void opened(long link) throws InterruptedException {
        fromLink(new LinkEvent.Opened(link, "here"));
        assertEquals(List.of("endpoint", "ble_ready"), frames(link, 2));
    }

    /** Everything that was asked so far has been dealt with: a card and its intent are the next and only thing. */
    private void onlyANewTapFollows(long link) throws InterruptedException {
        pass(Duration.ofMillis(100));
        card();
        String next = transport.next();
        assertTrue(next.startsWith(link + " {\"operation\":\"intent\""), next);
        String time = wall.toString();
        assertTrue(next.contains("\"time\":\"" + time.substring(0, 19)), next + " is not of " + time);
    }

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
