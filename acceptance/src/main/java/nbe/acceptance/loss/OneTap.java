package nbe.acceptance.loss;

import java.time.Duration;
import java.util.Optional;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;

/**
 * A weak band that comes, taps once and leaves: far, near, far, far, and no further advertisement. With
 * {@code tap_detector = "mean"} and a window of one sample the near one is the tap. On the dongle's thread.
 */
final class OneTap implements AirDevice {
    private static final long INTERVAL_NANOS = 100_000_000;
    /** -40 dBm in still air: at the tap threshold of -42 dBm and above. */
    private static final double NEAR_METRES = 0.0695;
    /** -69 dBm: neither tap nor near. */
    private static final double FAR_METRES = 8;

    private static final int NEAR_ONE = 2;
    private static final int LAST_ONE = 4;

    private final DeviceAddress address;
    private final Runnable tapped;
    private final Optional<AdvertisingData> data;
    private int sent;

    /** @param tapped runs when the band advertises from near, before the dongle writes that to the pseudo-terminal */
    OneTap(DeviceAddress address, Runnable tapped) {
        this.address = address;
        this.tapped = tapped;
        this.data = new VirtualBand(address, Duration.ofNanos(INTERVAL_NANOS), FAR_METRES).advertisement(0);
    }

    /** Whether it has left. */
    boolean isOver() {
        return sent >= LAST_ONE;
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
        return sent == NEAR_ONE ? NEAR_METRES : FAR_METRES;
    }

    @Override
    public Optional<AdvertisingData> advertisement(long nowNanos) {
        if (isOver()) {
            return Optional.empty();
        }
        sent++;
        if (sent == NEAR_ONE) {
            tapped.run();
        }
        return data;
    }
}
