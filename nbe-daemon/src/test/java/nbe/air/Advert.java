package nbe.air;

import java.util.HexFormat;
import nbe.base.AddressText;
import nbe.bgapi.wire.AdvertisementView;

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
        return new HeardAdvertisement(0, this, false, nanos, 0);
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
