package nbe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** A destination that hangs or fails never delays a thread that logs; lost lines are counted, and the log has the count. */
@Timeout(30)
class LineWriterTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    /** A hundred entries of the test. */
    private static final int QUEUE = 100 * entry(0, false).chars();

    private final Gated destination = new Gated();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final LineWriter writer = new LineWriter(destination, QUEUE, CLOCK, complaints::add);

    /** Takes a batch for each permit; can be made to fail. */
    private static final class Gated implements Sink {
        private final Semaphore gate = new Semaphore(0);
        private final CountDownLatch entered = new CountDownLatch(1);
        private final AtomicInteger batches = new AtomicInteger();
        private volatile String written = "";
        private volatile boolean fails;
        private volatile Error fault;
        private volatile boolean closed;
        private final AtomicInteger checks = new AtomicInteger();
        private volatile Level least = Level.TRACE;

        @Override
        public String name() {
            return "the test";
        }

        @Override
        public boolean takes(LogEntry entry) {
            return entry.level().toInt() >= least.toInt();
        }

        @Override
        public void write(List<LogEntry> entries) throws IOException {
            entered.countDown();
            gate.acquireUninterruptibly();
            batches.incrementAndGet();
            if (fails) {
                throw new IOException("disk full");
            }
            if (fault != null) {
                throw fault;
            }
            written = entries.stream()
                    .map(entry -> entry.message() + "\n")
                    .collect(Collectors.joining("", written, "")); // one thread writes
        }

        @Override
        public void check() {
            checks.incrementAndGet();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @AfterEach
    void open() {
        destination.gate.release(1_000_000);
        writer.close(LONG);
    }

    private static String line(int number) {
        return String.format("%09d\n", number);
    }

    private static LogEntry entry(int number, boolean detail) {
        return new LogEntry(CLOCK.instant(), detail ? Level.DEBUG : Level.INFO, "test", line(number));
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(LineWriterTest::line).collect(Collectors.joining());
    }

    /** Now the first line is taken out of the queue and hangs in the destination. */
    private void hang() throws InterruptedException {
        writer.offer(entry(0, false));
        assertTrue(destination.entered.await(10, TimeUnit.SECONDS));
    }

    @Test
    void everythingIsWrittenInOrderBeforeTheEnd() {
        destination.gate.release(1_000_000);
        for (int i = 0; i < 50; i++) {
            writer.offer(entry(i, i % 2 == 0));
        }
        assertTrue(writer.close(LONG));
        assertEquals(lines(0, 50), destination.written);
        assertTrue(destination.closed);
    }

    @Test
    void aDestinationThatHangsHoldsUpNeitherWhoLogsNorTheEnd() throws InterruptedException {
        hang();
        for (int i = 0; i < 100_000; i++) {
            writer.offer(entry(i, false));
        }
        assertFalse(writer.close(Duration.ofMillis(1)));
        assertEquals("", destination.written);
    }

    @Test
    void whatIsLostIsCountedAndSaidWhereItIsMissing() throws InterruptedException {
        long before = LineWriter.dropped();
        hang();
        for (int i = 1; i <= 130; i++) {
            writer.offer(entry(i, false));
        }
        destination.gate.release(2);
        assertTrue(closeAfterAll());
        assertEquals(
                lines(0, 101)
                        + "30 log messages are missing here, 0 of them DEBUG or TRACE: the"
                        + " test did not take them fast enough\n",
                destination.written);
        assertEquals(30, LineWriter.dropped() - before);
    }

    @Test
    void debugAndTraceGoFirst() throws InterruptedException {
        hang();
        for (int i = 1; i <= 90; i++) {
            writer.offer(entry(i, true));
        }
        for (int i = 91; i <= 115; i++) {
            writer.offer(entry(i, false));
        }
        assertTrue(closeAfterAll());
        assertTrue(
                destination.written.startsWith(
                        lines(0, 76) + lines(91, 116) + "15 log messages are missing here, 15 of them DEBUG or TRACE"),
                destination.written);
    }

    @Test
    void theDestinationIsCheckedWhileNothingIsLogged() {
        Await.until("two checks", () -> destination.checks.get() > 1);
        assertEquals("", destination.written);
    }

    private boolean closeAfterAll() {
        destination.gate.release(1_000_000);
        return writer.close(LONG);
    }

    @Test
    void afterAGapItGoesOn() throws InterruptedException {
        hang();
        for (int i = 1; i <= 101; i++) {
            writer.offer(entry(i, false));
        }
        destination.gate.release(1_000_000);
        Await.until("the line about the gap", () -> destination.written.contains("missing here"));
        writer.offer(entry(500, true));
        assertTrue(closeAfterAll());
        assertTrue(destination.written.endsWith("fast enough\n" + line(500)));
        assertEquals(1, destination.written.split("missing here", -1).length - 1);
    }

    @Test
    void aDestinationThatFailsIsComplainedOfOnceAndOnceMoreWhenItWorksAgain() throws InterruptedException {
        destination.fails = true;
        hang();
        for (int i = 1; i <= 3; i++) {
            int before = i;
            destination.gate.release();
            Await.until("batch " + before, () -> destination.batches.get() == before);
            writer.offer(entry(i, false));
        }
        assertEquals(
                List.of("the test cannot be written (disk full); tried again with each line"), List.copyOf(complaints));
        destination.fails = false;
        assertTrue(closeAfterAll());
        assertEquals(2, complaints.size(), complaints.toString());
        assertEquals("the test can be written again; lines in between are missing there", complaints.get(1));
        assertEquals(line(3), destination.written);
    }

    @Test
    void whatIsHeldWaitsAndIsWrittenOnceItMayGoOn() {
        destination.gate.release(1_000_000);
        writer.hold(true);
        writer.offer(entry(1, false));
        Await.until("a turn of the thread", () -> destination.checks.get() > 0);
        assertEquals("", destination.written);
        writer.hold(false);
        Await.until("the line", () -> destination.written.equals(line(1)));
        writer.hold(true);
        writer.offer(entry(2, false));
        assertTrue(writer.close(LONG));
        assertEquals(lines(1, 3), destination.written);
    }

    @Test
    void whatIsNotForTheSinkTakesNoRoom() {
        destination.gate.release(1_000_000);
        destination.least = Level.WARN;
        writer.offer(entry(1, false));
        writer.offer(new LogEntry(CLOCK.instant(), Level.WARN, "test", line(2)));
        assertTrue(writer.close(LONG));
        assertEquals(line(2), destination.written);
    }

    @Test
    void lastWordsAfterTheEndAreStillWritten() {
        destination.gate.release(1_000_000);
        assertTrue(writer.close(LONG));
        writer.offer(entry(9, false));
        assertEquals(line(9), destination.written);
    }

    @Test
    void noMemoryCostsLinesAndNotTheLog() {
        destination.gate.release(1_000_000);
        destination.fault = new OutOfMemoryError("Java heap space");
        writer.offer(entry(1, false));
        Await.until("the fault", () -> destination.batches.get() == 1);
        destination.fault = null;
        writer.offer(entry(2, false));
        Await.until("the next line", () -> destination.written.contains(line(2)));
        assertTrue(destination.written.contains("1 log messages are missing here"), destination.written);
    }
}
