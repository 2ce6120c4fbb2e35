package nbe.recording;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nbe.base.AddressText;
import nbe.bgapi.wire.AdReader;
import nbe.bgapi.wire.AdvertisementView;
import nbe.capture.AdvertisingType;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/** One sender of a file. For one thread. */
final class HeardDevice {
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
    private Optional<Sighting> band = Optional.empty();

    /** @param addressType in one word; empty if the file does not tell */
    HeardDevice(long address, String addressType, long firstNanos) {
        this.address = address;
        this.addressType = addressType;
        this.firstNanos = firstNanos;
    }

    void add(AdvertisementView packet, long atNanos, Optional<Sighting> ofBand) {
        if (packet.packetType() == AdvertisingType.SCAN_RESPONSE.pdu()) {
            scanResponses++;
        } else {
            advertisements++;
        }
        heard(packet.rssiDbm(), atNanos, ofBand);
        remember(packet);
    }

    /** A recording's sighting; a scan response is not told apart. */
    void add(Sighting sighting) {
        advertisements++;
        heard(sighting.rssiDbm(), sighting.atNanos(), Optional.of(sighting));
    }

    private void heard(int rssiDbm, long atNanos, Optional<Sighting> ofBand) {
        levels.add(rssiDbm);
        lastNanos = Math.max(lastNanos, atNanos);
        band = ofBand.or(() -> band);
    }

    private void remember(AdvertisementView packet) {
        AdReader.read(packet, name -> keep(names, name), company -> keep(companies, company), service -> {});
    }

    private static <T> void keep(Set<T> remembered, T one) {
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.add(one);
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
        return band.isPresent();
    }

    /** Name of the payload by which it was recognised; empty: it is no band, or the file does not tell. */
    String payload() {
        return band.map(Sighting::payload).orElse("");
    }

    /** What names it as a band; empty: it is none. */
    Optional<BandAddress> device() {
        return band.map(Sighting::band);
    }
}
