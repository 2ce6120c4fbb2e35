package nbe.air;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nbe.band.AdvertisementObserver;
import nbe.band.BandFilter;
import nbe.band.PayloadParser;
import nbe.base.AddressText;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.Sighting;

/** An advertisement of a test. */
public record Advert(long address, int addressType, int packetType, int rssiDbm, byte[] buffer)
        implements AdvertisementView {
    /** Connectable, of a random address. */
    public static Advert of(String address, int rssiDbm, String hex) {
        return new Advert(AddressText.parse(address), 1, 0, rssiDbm, bytes(hex));
    }

    /** The same sender's answer to a scan request. */
    public Advert scanResponse(String hex) {
        return new Advert(address, addressType, 4, rssiDbm, bytes(hex));
    }

    /** The same of a public address. */
    public Advert ofPublicAddress() {
        return new Advert(address, 0, packetType, rssiDbm, buffer);
    }

    /** The copy that a listener gets. */
    public HeardAdvertisement heard(long nanos) {
        return heard(nanos, Optional.empty());
    }

    /** The copy that a listener gets where this is a band's. */
    public HeardAdvertisement heard(long nanos, Optional<Sighting> band) {
        return new HeardAdvertisement(0, this, band, nanos, 0);
    }

    /** What a band filter makes of it; empty: it is no band's. */
    public Optional<Sighting> read(PayloadParser parser, long nanos) {
        List<Sighting> read = new ArrayList<>();
        new BandFilter(() -> parser, read::add).onAdvertisement(0, this, nanos);
        return read.stream().findFirst();
    }

    /** An adapter hears it: a band's, or one that is none. */
    public void heardBy(AdvertisementObserver observer, PayloadParser parser, int adapter, long nanos) {
        new BandFilter(() -> parser, sighting -> {}, number -> observer).onAdvertisement(adapter, this, nanos);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Override
    public int dataOffset() {
        return 0;
    }

    @Override
    public int dataLength() {
        return buffer.length;
    }
}
