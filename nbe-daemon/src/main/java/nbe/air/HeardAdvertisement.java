package nbe.air;

import java.util.Optional;
import nbe.base.AddressText;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.Sighting;

/** A copy of one advertisement or scan response for those who listen. Immutable. */
public final class HeardAdvertisement implements AdvertisementView {
    private static final int SCAN_RESPONSE = 4;

    private final int adapter;
    private final long receivedNanos;
    private final int rssiDbm;
    private final int packetType;
    private final long address;
    private final int addressType;
    private final byte[] data;
    private final Optional<Sighting> band;
    private final long lostBefore;

    /**
     * Copies what the cursor shows now.
     *
     * @param adapter number of the adapter that heard it
     * @param band what was concluded of it; empty: it is no band's
     * @param receivedNanos monotonic time of the read that brought it
     * @param lostBefore how many the feed has lost since it opened, before this one
     */
    public HeardAdvertisement(
            int adapter,
            AdvertisementView advertisement,
            Optional<Sighting> band,
            long receivedNanos,
            long lostBefore) {
        this.adapter = adapter;
        this.receivedNanos = receivedNanos;
        this.rssiDbm = advertisement.rssiDbm();
        this.packetType = advertisement.packetType();
        this.address = advertisement.address();
        this.addressType = advertisement.addressType();
        this.data = new byte[advertisement.dataLength()];
        System.arraycopy(advertisement.buffer(), advertisement.dataOffset(), data, 0, data.length);
        this.band = band;
        this.lostBefore = lostBefore;
    }

    /** Number of the adapter that heard it. */
    public int adapter() {
        return adapter;
    }

    /** Monotonic time of the read that brought it. */
    public long receivedNanos() {
        return receivedNanos;
    }

    /** What was concluded of it; empty: it is no band's. */
    public Optional<Sighting> band() {
        return band;
    }

    /** Whether it is the answer to a scan request; otherwise it is an advertisement. */
    public boolean isScanResponse() {
        return packetType == SCAN_RESPONSE;
    }

    /** How many advertisements the feed has lost since it opened, before this one. */
    public long lostBefore() {
        return lostBefore;
    }

    @Override
    public int rssiDbm() {
        return rssiDbm;
    }

    @Override
    public int packetType() {
        return packetType;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public int addressType() {
        return addressType;
    }

    @Override
    public byte[] buffer() {
        return data;
    }

    @Override
    public int dataOffset() {
        return 0;
    }

    @Override
    public int dataLength() {
        return data.length;
    }

    @Override
    public String toString() {
        return AddressText.of(address) + " " + rssiDbm + " dBm";
    }
}
