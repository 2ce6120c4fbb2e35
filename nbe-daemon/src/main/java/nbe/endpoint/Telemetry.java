package nbe.endpoint;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import nbe.tap.TapReading;

/**
 * Sends the RSSI samples of bands, and how the tap rule rated each, to an engineer at the agent's console: the message
 * {@code telemetry} (docs/protocol.md). Off until the agent requests a lease, and off again when the lease ends.
 *
 * <p>It never delays presence or intents: a message goes only when nothing else waits, and no further one while the agent has not
 * confirmed {@value #UNCONFIRMED} of them, so that little of it can lie on the link ahead of an intent. Samples that find no room are
 * dropped, the oldest first, and counted in the next message.
 *
 * <p>Pure; belongs to the core's thread. While it is off it costs one comparison a sighting.
 */
final class Telemetry {
    /** At most five messages a second. */
    static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    /** Samples in one message: 100 samples serialise to less than 16 KiB. */
    static final int SAMPLES = 100;

    /** Messages that the agent may leave unconfirmed. */
    static final int UNCONFIRMED = 2;

    /** The longest lease. */
    static final int LEASE_SECONDS = 300;

    /** One sample as it waits. */
    record Sample(BandAddress band, int adapter, long atNanos, int rssiDbm, TapReading reading) {}

    /** All samples of one band at one adapter in one message, in the order in which they came. */
    record Series(BandAddress band, int adapter, List<Sample> samples) {}

    private final LongFunction<Instant> wallTime;
    private final Deque<Sample> waiting = new ArrayDeque<>();

    private boolean on;
    private Optional<BandAddress> only = Optional.empty();
    private long untilNanos;
    private long nextNanos;
    private int dropped;
    /** Number of the last message sent on this connection, and of the last that the agent has confirmed. */
    private long sent;

    private long confirmed;

    /** @param wallTime turns a monotonic time of the recent past into a time of day */
    Telemetry(LongFunction<Instant> wallTime) {
        this.wallTime = wallTime;
    }

    boolean isOn() {
        return on;
    }

    /** Whether the lease covers this band. */
    boolean wants(BandAddress band) {
        return on && (only.isEmpty() || only.get().equals(band));
    }

    /**
     * A lease begins, in place of the one before.
     *
     * @param band only this one; else all
     * @param seconds 1 to {@value #LEASE_SECONDS}
     */
    void begin(Optional<BandAddress> band, int seconds, long now) {
        if (!on) {
            nextNanos = now + PAUSE;
        }
        if (!only.equals(band)) {
            waiting.removeIf(sample -> band.isPresent() && !band.get().equals(sample.band()));
        }
        on = true;
        only = band;
        untilNanos = now + TimeUnit.SECONDS.toNanos(seconds);
    }

    void end() {
        on = false;
        only = Optional.empty();
        waiting.clear();
        dropped = 0;
    }

    /** A connection ended or begins: it has no lease and no unconfirmed message. */
    void forgetConnection() {
        end();
        sent = 0;
        confirmed = 0;
    }

    /** The agent has got the message of this number, and all before it. */
    void confirm(long number) {
        confirmed = Math.max(confirmed, Math.min(number, sent));
    }

    void add(Sighting sighting, TapReading reading) {
        if (!sighting.rssiKnown()) {
            return;
        }
        if (waiting.size() == SAMPLES) {
            waiting.removeFirst();
            dropped++;
        }
        waiting.addLast(
                new Sample(sighting.band(), sighting.adapter(), sighting.atNanos(), sighting.rssiDbm(), reading));
    }

    /** Whether the lease has ended at this moment, which ends it. */
    boolean expired(long now) {
        if (!on || now - untilNanos < 0) {
            return false;
        }
        end();
        return true;
    }

    /** The next message, if one may be sent now; it counts as sent then. */
    Optional<Message> next(long now) {
        if (!maySend() || now - nextNanos < 0) {
            return Optional.empty();
        }
        sent++;
        nextNanos = now + PAUSE;
        long zero = waiting.stream().mapToLong(Sample::atNanos).min().orElseThrow();
        Message message = Envelope.telemetry(sent, wallTime.apply(zero), zero, dropped, series());
        waiting.clear();
        dropped = 0;
        return Optional.of(message);
    }

    /**
     * When {@link #expired} or {@link #next} has something to do though nothing happens.
     *
     * @param free whether a message could be sent; once that changes, the core calls {@link #next} anyway
     */
    long deadlineNanos(boolean free) {
        if (!on) {
            return Long.MAX_VALUE;
        }
        return free && maySend() ? Math.min(untilNanos, nextNanos) : untilNanos;
    }

    private boolean maySend() {
        return on && !waiting.isEmpty() && sent - confirmed < UNCONFIRMED;
    }

    private List<Series> series() {
        List<Series> all = new ArrayList<>();
        for (Sample sample : waiting) {
            Series found = null;
            for (Series one : all) {
                if (one.adapter() == sample.adapter() && one.band().equals(sample.band())) {
                    found = one;
                    break;
                }
            }
            if (found == null) {
                found = new Series(sample.band(), sample.adapter(), new ArrayList<>());
                all.add(found);
            }
            found.samples().add(sample);
        }
        return all;
    }
}
