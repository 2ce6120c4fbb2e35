package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
import nbe.support.RecentTraffic;
import nbe.tap.BandAddress;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The core's own loop on clocks that the test moves, over a transport that takes note of what is asked. */
@Timeout(30)
abstract class CoreRig {
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final LinkCause GONE = new LinkCause(LinkCause.Kind.IO, "gone");

    /** Both are set before an event is posted, and read by the core after it has taken that event. */
    volatile Instant wall = NOON;

    volatile long nanos = 1_000_000_000L;

    final Inbox inbox = new Inbox();
    final Counters counters = new Counters();
    final Transport transport = new Transport();
    final RehearsalReader reader = new RehearsalReader(report -> inbox.post(new CoreEvent.FromReader(report)));
    final Thread thread = new Thread(core()::run, "core");

    /** Takes every frame at once. What is asked of it waits for the test. */
    final class Transport implements AgentTransport {
        volatile boolean confirms = true;
        final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

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
                        new BandTracker(new TapSettings(TapRule.MEAN, 10, 50, -42, -60, -64, Duration.ofSeconds(30))),
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
    void pass(Duration time) throws InterruptedException {
        idle();
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    /** As on Linux: monotonic time stands still, but for the moment until the loop turns again. */
    void sleep(Duration time) throws InterruptedException {
        idle();
        nanos += Duration.ofMillis(300).toNanos();
        wall = wall.plus(time);
    }

    /** The loop has dealt with everything and waits. */
    void idle() throws InterruptedException {
        for (int i = 0; !inbox.isEmpty() || thread.getState() != Thread.State.TIMED_WAITING; i++) {
            if (i > 10_000) {
                throw new AssertionError("the loop does not come to rest: " + thread.getState());
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    void fromLink(LinkEvent event) {
        inbox.post(new CoreEvent.FromLink(event));
    }

    void card() {
        reader.place(nanos);
    }

    void band() {
        inbox.offer(new Sighting(BAND, -70, true, true, true, 0, nanos, 0));
    }

    /** The operations of the next frames of a connection. */
    List<String> frames(long link, int count) throws InterruptedException {
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next = transport.next();
            assertTrue(next.startsWith(link + " {\"operation\":\""), next);
            operations.add(next.split("\"")[3]);
        }
        return operations;
    }

    void opened(long link) throws InterruptedException {
        fromLink(new LinkEvent.Opened(link, "here"));
        assertEquals(List.of("endpoint", "ble_ready"), frames(link, 2));
    }

    /** Everything that was asked so far has been dealt with: a card and its intent are the next and only thing. */
    void onlyANewTapFollows(long link) throws InterruptedException {
        pass(Duration.ofMillis(100));
        card();
        String next = transport.next();
        assertTrue(next.startsWith(link + " {\"operation\":\"intent\""), next);
        String time = wall.toString();
        assertTrue(next.contains("\"time\":\"" + time.substring(0, 19)), next + " is not of " + time);
    }
}
