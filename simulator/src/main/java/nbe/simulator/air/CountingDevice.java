package nbe.simulator.air;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the advertisements of a device while a dongle listens, without scan responses. For tests and measurements. */
public record CountingDevice(AirDevice device, AtomicLong heard) implements AirDevice {
    @Override
    public DeviceAddress address(long nowNanos) {
        return device.address(nowNanos);
    }

    @Override
    public long advertisingIntervalNanos() {
        return device.advertisingIntervalNanos();
    }

    @Override
    public int packetType() {
        return device.packetType();
    }

    @Override
    public double metres(long nowNanos) {
        return device.metres(nowNanos);
    }

    @Override
    public Optional<AdvertisingData> advertisement(long nowNanos) {
        Optional<AdvertisingData> data = device.advertisement(nowNanos);
        if (data.isPresent()) {
            heard.incrementAndGet();
        }
        return data;
    }

    @Override
    public Optional<AdvertisingData> scanResponse(long nowNanos) {
        return device.scanResponse(nowNanos);
    }
}
