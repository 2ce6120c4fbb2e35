package nbe.recording;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import nbe.base.AddressText;
import nbe.bgapi.wire.AdStructures;
import nbe.bgapi.wire.Octets;
import nbe.capture.AdvertisingType;
import nbe.capture.CapturedAdvertisement;
import nbe.tap.Sighting;

/** One sender of a file. For one thread. */
final class HeardDevice {
    private static final int SHORTENED_NAME = 0x08;
    private static final int COMPLETE_NAME = 0x09;

    /** A sender that changes its name or company all the time takes no memory for that. */
    private static final int MOST_REMEMBERED = 4;

    private static final double NANOS_PER_SECOND = 1e9;

    private final long address;
    private final String addressType;
    private final long firstNanos;
    private final Levels levels = new Levels();
    private final Set<String> names = new TreeSet<>();
    private final Set<Integer> companies = new TreeSet<>();
    private long lastNanos;
    private long advertisements;
    private long scanResponses;
    private boolean band;

    /** @param addressType in one word; empty if the file does not tell */
    HeardDevice(long address, String addressType, long firstNanos) {
        this.address = address;
        this.addressType = addressType;
        this.firstNanos = firstNanos;
    }

    void add(CapturedAdvertisement advertisement, long atNanos, boolean ofBand) {
        if (advertisement.type() == AdvertisingType.SCAN_RESPONSE) {
            scanResponses++;
        } else {
            advertisements++;
        }
        heard(advertisement.rssiDbm(), atNanos, ofBand);
        remember(advertisement.data());
    }

    /** A recording's sighting; a scan response is not told apart. */
    void add(Sighting sighting) {
        advertisements++;
        heard(sighting.rssiDbm(), sighting.atNanos(), true);
    }

    private void heard(int rssiDbm, long atNanos, boolean ofBand) {
        levels.add(rssiDbm);
        lastNanos = Math.max(lastNanos, atNanos);
        band |= ofBand;
    }

    private void remember(Octets data) {
        byte[] bytes = data.toArray();
        AdStructures structures = new AdStructures();
        structures.over(bytes, 0, bytes.length);
        while (structures.next()) {
            int type = structures.type();
            if ((type == SHORTENED_NAME || type == COMPLETE_NAME) && names.size() < MOST_REMEMBERED) {
                names.add(
                        new String(bytes, structures.valueOffset(), structures.valueLength(), StandardCharsets.UTF_8));
            } else if (type == AdStructures.MANUFACTURER_SPECIFIC
                    && structures.valueLength() >= Short.BYTES
                    && companies.size() < MOST_REMEMBERED) {
                companies.add(structures.u16(0));
            }
        }
    }

    String address() {
        return AddressText.of(address);
    }

    String addressType() {
        return addressType;
    }

    long advertisements() {
        return advertisements;
    }

    long scanResponses() {
        return scanResponses;
    }

    /** From the first packet to the last. */
    double seconds() {
        return Math.max(0, lastNanos - firstNanos) / NANOS_PER_SECOND;
    }

    Levels levels() {
        return levels;
    }

    /** As they stood in the air. */
    Set<String> names() {
        return names;
    }

    /** Bluetooth SIG company identifiers, 0 to 0xFFFF. */
    Set<Integer> companies() {
        return companies;
    }

    boolean isBand() {
        return band;
    }
}
