package nbe.benchmarks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;

/**
 * A weak band that is far and near in turn, from one advertisement to the next: with {@code tap_detector = "mean"} and a window
 * of one sample each near one is a tap, and the far one before it arms the rule, also where a band with the same address was near last.
 *
 * <p>The dongle's thread asks for the advertisement and writes it to the pseudo-terminal in the same round; the clock is read in
 * between, so that a latency measured from there includes the writing.
 */
final class TappingBand implements AirDevice {
    private static final long INTERVAL_NANOS = 100_000_000;
    /** -40 dBm in still air: at the tap threshold of -42 dBm and above. */
    private static final double NEAR_METRES = 0.0695;
    /** -60 dBm: more than 6 dB below it. */
    private static final double FAR_METRES = 1.86;

    private final DeviceAddress address;
    private final LongSupplier clock;
    private final Optional<AdvertisingData> data;
    private final BlockingQueue<Long> near = new LinkedBlockingQueue<>();
    private int left;
    private boolean isNear = true;

    /**
     * @param taps how often it comes near; silent afterwards
     * @param clock monotonic nanoseconds
     */
    TappingBand(DeviceAddress address, int taps, LongSupplier clock) {
        this.address = address;
        this.left = 2 * taps;
        this.clock = clock;
        this.data = new VirtualBand(address, Duration.ofNanos(INTERVAL_NANOS), FAR_METRES).advertisement(0);
    }

    /** When it advertised from near, oldest first; any thread. */
    BlockingQueue<Long> near() {
        return near;
    }

    @Override
    public DeviceAddress address(long nowNanos) {
        return address;
    }

    @Override
    public long advertisingIntervalNanos() {
        return INTERVAL_NANOS;
    }

    @Override
    public int packetType() {
        return CONNECTABLE;
    }

    @Override
    public double metres(long nowNanos) {
        return isNear ? NEAR_METRES : FAR_METRES;
    }

    @Override
    public Optional<AdvertisingData> advertisement(long nowNanos) {
        if (left == 0) {
            return Optional.empty();
        }
        left--;
        isNear = !isNear;
        if (isNear) {
            near.add(clock.getAsLong());
        }
        return data;
    }
}
