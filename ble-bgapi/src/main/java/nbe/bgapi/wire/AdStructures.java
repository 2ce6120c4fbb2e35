package nbe.bgapi.wire;

/**
 * Walks the AD structures (length, type, value) of an advertisement in place (Bluetooth Core Specification, volume 3,
 * part C, section 11). Any bytes will do: a structure that would run past the end stops the walk and takes back nothing
 * that came before it, and a length of zero ends the data early. Reusable, makes no objects.
 *
 * <pre>{@code
 * ad.over(view);
 * while (ad.nextOfCompany(0x01B2)) { … ad.valueLength(), ad.u8(2) … }
 * }</pre>
 */
public final class AdStructures {
    /** Manufacturer-specific data: company id (u16, little-endian), then whatever the company likes. */
    public static final int MANUFACTURER_SPECIFIC = 0xFF;

    private static final int ANY = -1;

    private byte[] buffer = new byte[0];
    private int next;
    private int end;
    private int type;
    private int valueOffset;
    private int valueLength;
    private boolean cut;

    /** Starts over with this advertisement's data. */
    public void over(AdvertisementView advertisement) {
        over(advertisement.buffer(), advertisement.dataOffset(), advertisement.dataLength());
    }

    /** Starts over with these bytes. */
    public void over(byte[] bytes, int offset, int length) {
        buffer = bytes;
        next = offset;
        end = offset + length;
        cut = false;
        valueLength = 0;
    }

    /** Steps to the next structure; false at the end. */
    public boolean next() {
        return step(ANY);
    }

    /**
     * Steps to the next manufacturer-specific structure of one company, over all others, which cost a few instructions each; false
     * at the end.
     *
     * @param companyId Bluetooth SIG company identifier, 0 to 0xFFFF
     */
    public boolean nextOfCompany(int companyId) {
        return step(companyId);
    }

    private boolean step(int company) {
        byte[] from = buffer;
        int stop = end;
        int at = next;
        while (at < stop) {
            int length = from[at] & 0xFF;
            if (length == 0) {
                break;
            }
            if (length > stop - at - 1) {
                cut = true;
                break;
            }
            if (company == ANY
                    || (from[at + 1] == (byte) MANUFACTURER_SPECIFIC
                            && length > 2
                            && FieldType.u16(from, at + 2) == company)) {
                type = from[at + 1] & 0xFF;
                valueOffset = at + 2;
                valueLength = length - 1;
                next = at + 1 + length;
                return true;
            }
            at += 1 + length;
        }
        next = stop;
        return false;
    }

    /** AD type of the structure under the cursor, 0 to 255. */
    public int type() {
        return type;
    }

    /** Index of the value's first byte in the advertisement's buffer. */
    public int valueOffset() {
        return valueOffset;
    }

    /** Bytes of the value, 0 to 254. */
    public int valueLength() {
        return valueLength;
    }

    /** Byte of the value as 0 to 255. */
    public int u8(int index) {
        return FieldType.u8(buffer, checked(index, 1));
    }

    /** Two bytes of the value, little-endian. */
    public int u16(int index) {
        return FieldType.u16(buffer, checked(index, 2));
    }

    /** True once the walk has met a structure that was cut short. */
    public boolean isCut() {
        return cut;
    }

    private int checked(int index, int length) {
        if (index < 0 || index + length > valueLength) {
            throw new IndexOutOfBoundsException("byte " + index + " of a value of " + valueLength + " bytes");
        }
        return valueOffset + index;
    }
}
