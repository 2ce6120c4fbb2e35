package nbe.air.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import nbe.air.AirListener;
import nbe.air.HeardAdvertisement;
import nbe.bgapi.wire.Octets;
import nbe.capture.AdvertisingType;
import nbe.capture.CapturePacket;
import nbe.capture.CaptureWriter;
import nbe.capture.CapturedAdvertisement;
import nbe.control.net.ReplyStream;
import nbe.tap.BandEvent;

/**
 * One capture for one client. It holds each packet back for {@value #HOLD_MILLIS} ms, until the core has decided whether it was a tap,
 * and then writes it, or counts it as lost if the client does not keep up. Ends by itself once its time is over. Belongs to the control
 * thread.
 */
final class CaptureStream implements AirListener {
    /**
     * How long a packet waits for the core's decision. The core drops a tap that it notices 500 ms after its packet
     * ({@code nbe.endpoint.Endpoint}), and the feed brings the others within 50 ms more.
     */
    static final long HOLD_MILLIS = 600;

    /** Packets that are held back: what two radios deliver meanwhile. */
    static final int MOST_HELD = 4_096;

    private static final long HOLD = TimeUnit.MILLISECONDS.toNanos(HOLD_MILLIS);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ReplyStream client;
    private final OptionalLong endNanos;
    private final LongFunction<Instant> wallTime;
    private final LongSupplier nanos;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private final CaptureWriter writer;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    /** Of the time in which packets are held. */
    private final ArrayDeque<BandEvent.Tapped> taps = new ArrayDeque<>();

    private Optional<Clock> clock = Optional.empty();
    private long dropped;
    private long lostBefore;
    private boolean heardAny;
    private Runnable whenOver = () -> {};

    /** A packet and, once the core has decided, the note on it. */
    private static final class Held {
        private final HeardAdvertisement heard;
        private String comment = "";

        Held(HeardAdvertisement heard) {
            this.heard = heard;
        }

        /** Notes the tap if this packet decided it. */
        void note(BandEvent.Tapped tap) {
            if (heard.receivedNanos() == tap.atNanos()
                    && heard.band()
                            .filter(sighting -> sighting.band().equals(tap.band()))
                            .isPresent()
                    && heard.adapter() == tap.adapter()) {
                comment = "tap " + tap.band();
            }
        }
    }

    /** Time of day at a monotonic time: packets of one batch keep their distances. */
    private record Clock(long nanos, Instant wall) {
        long unixNanos(long atNanos) {
            return wall.getEpochSecond() * NANOS_PER_SECOND + wall.getNano() + (atNanos - nanos);
        }
    }

    /**
     * Writes the head of the file at once.
     *
     * @param format makes the writer
     * @param endNanos what is received later does not belong to the capture; empty: it has no end
     * @param wallTime turns a monotonic time of the recent past into a time of day
     */
    CaptureStream(
            ReplyStream client,
            Function<OutputStream, CaptureWriter> format,
            OptionalLong endNanos,
            LongFunction<Instant> wallTime,
            LongSupplier nanos) {
        this.client = client;
        this.endNanos = endNanos;
        this.wallTime = wallTime;
        this.nanos = nanos;
        this.writer = format.apply(batch);
        try {
            writer.begin();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        send();
    }

    @Override
    public void onAdvertisement(HeardAdvertisement heard) {
        if (endNanos.isPresent() && heard.receivedNanos() - endNanos.getAsLong() > 0) {
            return;
        }
        if (!heardAny) {
            heardAny = true;
            lostBefore = heard.lostBefore();
        }
        dropped += heard.lostBefore() - lostBefore;
        lostBefore = heard.lostBefore();
        if (held.size() >= MOST_HELD) {
            dropped++;
        } else {
            Held packet = new Held(heard);
            taps.forEach(packet::note);
            held.add(packet);
        }
    }

    @Override
    public void onTap(BandEvent.Tapped tap) {
        held.forEach(packet -> packet.note(tap));
        taps.add(tap); // its packet may come after it
    }

    @Override
    public void onDrained() {
        long decided = nanos.getAsLong() - HOLD;
        while (!taps.isEmpty() && taps.peek().atNanos() - decided <= 0) {
            taps.remove();
        }
        release(decided);
        if (endNanos.isPresent() && decided - endNanos.getAsLong() >= 0) {
            client.end();
            whenOver.run();
        }
    }

    /** Runs {@code then} once the capture has come to its end. */
    void whenOver(Runnable then) {
        whenOver = then;
    }

    private void release(long until) {
        clock = Optional.empty();
        while (!held.isEmpty() && held.peek().heard.receivedNanos() - until <= 0) {
            Held packet = held.remove();
            Optional<AdvertisingType> type = AdvertisingType.ofPdu(packet.heard.packetType());
            if (type.isEmpty() || !client.isWritable()) {
                dropped++;
            } else {
                write(packet, type.get());
            }
        }
        send();
    }

    private void write(Held packet, AdvertisingType type) {
        HeardAdvertisement heard = packet.heard;
        if (clock.isEmpty()) {
            clock = Optional.of(new Clock(heard.receivedNanos(), wallTime.apply(heard.receivedNanos())));
        }
        try {
            writer.write(new CapturePacket(
                    new CapturedAdvertisement(
                            clock.get().unixNanos(heard.receivedNanos()),
                            heard.adapter(),
                            type,
                            heard.addressType() != 0,
                            heard.address(),
                            Octets.of(heard.buffer()),
                            heard.rssiDbm()),
                    packet.comment,
                    dropped));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        dropped = 0;
    }

    private void send() {
        if (batch.size() > 0) {
            client.write(batch.toByteArray());
            batch.reset();
        }
    }
}
