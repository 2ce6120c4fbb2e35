package nbe.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nbe.capture.CapturedAdvertisement;
import nbe.tap.Sighting;

/** All senders of a file, {@value #MOST} at most; the advertisements of further ones are counted only. For one thread. */
public final class HeardDevices {
    static final int MOST = 16_384;

    private final Map<Long, HeardDevice> devices = new LinkedHashMap<>();
    private long advertisements;
    private long unlisted;
    private boolean anyLevel;

    HeardDevices() {}

    static HeardDevices of(List<Sighting> sightings) {
        HeardDevices heard = new HeardDevices();
        for (Sighting sighting : sightings) {
            heard.advertisements++;
            heard.anyLevel |= sighting.rssiKnown();
            heard.devices
                    .computeIfAbsent(
                            sighting.band().value(), address -> new HeardDevice(address, "", sighting.atNanos()))
                    .add(sighting);
        }
        return heard;
    }

    void add(CapturedAdvertisement advertisement, long atNanos, boolean ofBand) {
        advertisements++;
        anyLevel |= advertisement.hasRssi();
        HeardDevice device = devices.get(advertisement.address());
        if (device == null && devices.size() < MOST) {
            device = new HeardDevice(advertisement.address(), advertisement.addressType(), atNanos);
            devices.put(advertisement.address(), device);
        }
        if (device == null) {
            unlisted++;
        } else {
            device.add(advertisement, atNanos, ofBand);
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
        return anyLevel;
    }
}
