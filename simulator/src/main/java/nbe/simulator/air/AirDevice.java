package nbe.simulator.air;

import java.util.Optional;

/**
 * A device that advertises. Only its {@link Air} calls it, with a time that never runs backwards; all times are nanoseconds of the
 * clock that drives the air.
 */
public interface AirDevice {
    /** Advertising packet types as gap_scan_response reports them. */
    int CONNECTABLE = 0;

    int NON_CONNECTABLE = 2;
    int SCAN_RESPONSE = 4;
    int DISCOVERABLE = 6;

    /** Its present address. */
    DeviceAddress address(long nowNanos);

    /** advInterval, without the random delay; 20 ms to 10.24 s (Bluetooth Core vol 6 part B 4.4.2.2.1). */
    long advertisingIntervalNanos();

    /** {@link #CONNECTABLE}, {@link #NON_CONNECTABLE} or {@link #DISCOVERABLE}. */
    int packetType();

    /** Distance from the dongle, m. */
    double metres(long nowNanos);

    /** Its advertising data; empty while it is silent. */
    Optional<AdvertisingData> advertisement(long nowNanos);

    /** Its scan response; empty if it has none. */
    default Optional<AdvertisingData> scanResponse(long nowNanos) {
        return Optional.empty();
    }
}
