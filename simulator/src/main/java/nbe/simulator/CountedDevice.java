package nbe.benchmarks;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nbe.simulator.AdvertisingData;
import nbe.simulator.AirDevice;
import nbe.simulator.DeviceAddress;

/** A device, and a count of the advertisements that a listening dongle heard of it. */
record CountedDevice(AirDevice device, AtomicLong heard) implements AirDevice {
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
}
