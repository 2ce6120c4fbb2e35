package nbe.simulator.air;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The data of one advertisement or scan response: up to 31 bytes, a sequence of AD structures (length, type, value; Bluetooth Core
 * vol 3 part C 11). Immutable, equal by content.
 */
public final class AdvertisingData {
    /** Longest legacy advertisement, bytes (Bluetooth Core vol 6 part B 2.3.1). */
    public static final int MAX_LENGTH = 31;

    /** No AD structure at all. */
    public static final AdvertisingData EMPTY = new AdvertisingData(new byte[0]);

    /** Company identifier of Nymi Inc. (Bluetooth SIG assigned numbers, section 7.1). */
    public static final int NYMI = 0x01B2;

    private static final int TYPE_FLAGS = 0x01;
    private static final int TYPE_UUIDS_16BIT = 0x03;
    private static final int TYPE_NAME = 0x09;
    private static final int TYPE_SERVICE_DATA_16BIT = 0x16;
    private static final int TYPE_MANUFACTURER = 0xFF;

    private final byte[] bytes;

    private AdvertisingData(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "advertising data is at most " + MAX_LENGTH + " bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** These bytes, well formed or not. */
    public static AdvertisingData raw(byte... bytes) {
        return new AdvertisingData(bytes.clone());
    }

    /** The Flags structure alone: 0x01 limited, 0x02 general discoverable, 0x04 no classic Bluetooth. */
    public static AdvertisingData flags(int flags) {
        return EMPTY.and(TYPE_FLAGS, (byte) flags);
    }

    /** This data with manufacturer specific data behind it; {@code company} is the SIG's 16-bit identifier. */
    public AdvertisingData andManufacturer(int company, byte... content) {
        byte[] value = new byte[2 + content.length];
        value[0] = (byte) company;
        value[1] = (byte) (company >>> 8);
        System.arraycopy(content, 0, value, 2, content.length);
        return and(TYPE_MANUFACTURER, value);
    }

    /** This data with the complete local name behind it. */
    public AdvertisingData andName(String name) {
        return and(TYPE_NAME, name.getBytes(StandardCharsets.UTF_8));
    }

    /** This data with the list of one 16-bit service behind it, and that service's data. */
    AdvertisingData andService(int uuid, byte... content) {
        byte[] value = new byte[2 + content.length];
        value[0] = (byte) uuid;
        value[1] = (byte) (uuid >>> 8);
        System.arraycopy(content, 0, value, 2, content.length);
        return and(TYPE_UUIDS_16BIT, value[0], value[1]).and(TYPE_SERVICE_DATA_16BIT, value);
    }

    private AdvertisingData and(int type, byte... value) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 2 + value.length);
        longer[bytes.length] = (byte) (value.length + 1);
        longer[bytes.length + 1] = (byte) type;
        System.arraycopy(value, 0, longer, bytes.length + 2, value.length);
        return new AdvertisingData(longer);
    }

    /** Value of the Flags structure, 0 if there is none. */
    public int flagsValue() {
        for (int i = 0; i + 1 < bytes.length && bytes[i] != 0; i += 1 + (bytes[i] & 0xFF)) {
            if (bytes[i + 1] == TYPE_FLAGS && i + 2 < bytes.length && bytes[i] > 1) {
                return bytes[i + 2] & 0xFF;
            }
        }
        return 0;
    }

    /** Number of bytes, 0 to 31. */
    public int length() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdvertisingData that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
