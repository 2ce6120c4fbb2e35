package nbe.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.bgapi.wire.AddressKind;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.Sighting;

/** All senders of a file, {@value #MOST} at most; the advertisements of further ones are counted only. For one thread. */
public final class HeardDevices {
    static final int MOST = 16_384;

    private final Map<Long, HeardDevice> devices = new LinkedHashMap<>();
    private long advertisements;
    private long unlisted;

    HeardDevices() {}

    static HeardDevices of(List<Sighting> sightings) {
        HeardDevices heard = new HeardDevices();
        for (Sighting sighting : sightings) {
            heard.advertisements++;
            heard.devices
                    .computeIfAbsent(
                            sighting.band().value(), address -> new HeardDevice(address, "", sighting.atNanos()))
                    .add(sighting);
        }
        return heard;
    }

    void add(AdvertisementView packet, long atNanos, Optional<Sighting> band) {
        advertisements++;
        HeardDevice device = devices.get(packet.address());
        if (device == null && devices.size() < MOST) {
            String kind = AddressKind.of(packet.address(), packet.addressType()).word();
            device = new HeardDevice(packet.address(), kind, atNanos);
            devices.put(packet.address(), device);
        }
        if (device == null) {
            unlisted++;
        } else {
            device.add(packet, atNanos, band);
        }
    }

    /** Bands first, then by the number of packets. */
    List<HeardDevice> sorted() {
        List<HeardDevice> sorted = new ArrayList<>(devices.values());
        sorted.sort(Comparator.comparing(HeardDevice::isBand)
                .thenComparingLong(device -> device.advertisements() + device.scanResponses())
                .reversed()
                .thenComparing(HeardDevice::address));
        return sorted;
    }

    /** Advertisements and scan responses. */
    long advertisements() {
        return advertisements;
    }

    /** Those of them whose sender had no place. */
    long unlisted() {
        return unlisted;
    }

    int size() {
        return devices.size();
    }

    /** Whether any of them has an RSSI. */
    boolean hasLevels() {
        return devices.values().stream().anyMatch(device -> !device.levels().isEmpty());
    }
}
