package nbe.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nbe.air.AirWatch;
import nbe.band.BandFilter;
import nbe.band.BandSettings;
import nbe.band.ManufacturerPayload;
import nbe.band.PayloadParser;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.PacketView;
import nbe.simulator.band.VirtualBand;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import nbe.testing.LogLines;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the bytes of a busy dongle to sightings, as the adapter's thread does it: in portions of {@link BusyStream#PORTION} bytes
 * through framer, AD structures and band filter. One operation is one stream of {@link BusyStream#PACKETS} packets. JMH samples its
 * time: on a shared machine the median of samples is stable, the mean is not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class DecodeBenchmark {
    /** 2 ms for each portion, about 700 packets a second. */
    private static final long PORTION_NANOS = 2_000_000;

    /** Per cent of the packets that are a band's: 5 a busy place, 0 and 100 to separate the two. */
    @Param({"5", "0", "100"})
    public int bandPercent;

    private byte[] bytes;
    private final BareSteps bare = new BareSteps();
    private final Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
    private final BandTracker bands = new BandTracker(settings());
    private final ManufacturerPayload parser = new ManufacturerPayload(VirtualBand.COMPANY_ID, true);
    private final AirWatch air = new AirWatch(() -> new BandSettings(VirtualBand.COMPANY_ID, true));
    private final PayloadParser tenParser = TenPayloads.SETTINGS.parser();
    private BandFilter filter;
    private BandFilter ofTen;
    private BandFilter watched;
    private LogLines quiet;
    private BandFilter tracking;
    private long nowNanos;
    private long sightings;
    private long bandEvents;

    /** Makes the stream. */
    @Setup
    public void fill() {
        quiet = LogLines.of("air"); // which says that a stream of foreign devices has no band
        bytes = BusyStream.of(bandPercent).bytes();
        filter = filter(sighting -> sightings++);
        ofTen = new BandFilter(TenPayloads.SETTINGS::parser, sighting -> sightings++);
        watched = new BandFilter(
                () -> new ManufacturerPayload(VirtualBand.COMPANY_ID, true), sighting -> sightings++, air::adapter);
        tracking = filter(sighting -> bandEvents += bands.onSighting(sighting).size());
    }

    /** The log as it was. */
    @TearDown
    public void speak() {
        quiet.close();
    }

    private static TapSettings settings() {
        return TapSettings.DEFAULTS.withRule(TapRule.MEAN);
    }

    private static BandFilter filter(Consumer<Sighting> sink) {
        return new BandFilter(() -> new ManufacturerPayload(VirtualBand.COMPANY_ID, true), sink);
    }

    /** Steps over the headers of the stream as one array. */
    @Benchmark
    public int bareWhole() {
        return BareSteps.overWhole(bytes);
    }

    /** Steps over the headers of the same portions that the decoder gets. */
    @Benchmark
    public int barePortions() {
        int packets = 0;
        for (int at = 0; at < bytes.length; at += BusyStream.PORTION) {
            packets += bare.over(bytes, at, Math.min(BusyStream.PORTION, bytes.length - at));
        }
        return packets;
    }

    /** The framer alone. */
    @Benchmark
    public long frame() {
        for (int at = 0; at < bytes.length; at += BusyStream.PORTION) {
            append(at);
            while (framer.next(nowNanos)) {
                sightings += framer.packet().rssiDbm();
            }
        }
        return sightings;
    }

    /** Framer and AD structures, without the filter around them. */
    @Benchmark
    public long parse() {
        for (int at = 0; at < bytes.length; at += BusyStream.PORTION) {
            append(at);
            while (framer.next(nowNanos)) {
                sightings += parser.parse(framer.packet());
            }
        }
        return sightings;
    }

    /** The same with ten configured payloads. */
    @Benchmark
    public long parseTenPayloads() {
        for (int at = 0; at < bytes.length; at += BusyStream.PORTION) {
            append(at);
            while (framer.next(nowNanos)) {
                sightings += tenParser.parse(framer.packet());
            }
        }
        return sightings;
    }

    /** Framer, AD structures, band filter, with ten configured payloads. */
    @Benchmark
    public long decodeTenPayloads() {
        decodeInto(ofTen);
        return sightings;
    }

    /** Framer, AD structures, band filter. */
    @Benchmark
    public long decode() {
        decodeInto(filter);
        return sightings;
    }

    /** The same, and the counts of everything on the air: what the adapter's thread does while nobody scans or captures. */
    @Benchmark
    public long decodeAndWatch() {
        decodeInto(watched);
        return sightings;
    }

    /** The same, and the tracker that decides presence and taps. */
    @Benchmark
    public long decodeAndTrack() {
        decodeInto(tracking);
        return bandEvents;
    }

    private void decodeInto(BandFilter sink) {
        for (int at = 0; at < bytes.length; at += BusyStream.PORTION) {
            append(at);
            while (framer.next(nowNanos)) {
                PacketView packet = framer.packet();
                if (packet.isAdvertisement()) {
                    sink.onAdvertisement(0, packet, nowNanos);
                }
            }
        }
    }

    private void append(int at) {
        nowNanos += PORTION_NANOS;
        framer.append(bytes, at, Math.min(BusyStream.PORTION, bytes.length - at), nowNanos);
    }

    /** Packets that the framer found so far. */
    long packets() {
        return framer.packets();
    }

    /** Bytes that the framer could not use so far. */
    long skippedBytes() {
        return framer.skippedBytes();
    }

    /** Sightings that the filter let through so far, where they are only counted. */
    long sightings() {
        return sightings;
    }

    /** Advertisements that the filters dropped as foreign so far. */
    long foreign() {
        return filter.foreign() + tracking.foreign() + ofTen.foreign();
    }

    /** Events of the tracker so far. */
    long bandEvents() {
        return bandEvents;
    }
}
