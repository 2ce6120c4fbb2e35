package nbe.bgapi.wire;

/**
 * Walks the AD structures (length, type, value) of an advertisement in place (Bluetooth Core Specification, volume 3,
 * part C, section 11). Any bytes will do: a structure that would run past the end stops the walk and takes back nothing
 * that came before it, and a length of zero ends the data early. Reusable, makes no objects.
 *
 * <pre>{@code
 * ad.over(view);
 * while (ad.next()) { if (ad.type() == AdStructures.MANUFACTURER_SPECIFIC) … ad.buffer(), ad.valueOffset() … }
 * }</pre>
 */
public final class AdStructures {
    /** Manufacturer-specific data: company id (u16, little-endian), then whatever the company likes. */
    public static final int MANUFACTURER_SPECIFIC = 0xFF;

    private byte[] buffer = new byte[0];
    private int next;
    private int end;
    private int type;
    private int valueOffset;
    private int valueLength;
    private boolean cut;

    /**
     * Whether a manufacturer-specific structure of this company is there: what a loop with {@link #next(int)} would find. Most
     * advertisements are somebody else's, and this tells so at the least cost.
     *
     * @param companyId Bluetooth SIG company identifier, 0 to 0xFFFF
     */
    public static boolean hasCompany(AdvertisementView advertisement, int companyId) {
        byte[] from = advertisement.buffer();
        int at = advertisement.dataOffset();
        int stop = at + advertisement.dataLength();
        while (at < stop) {
            int length = from[at] & 0xFF;
            int behind = at + 1 + length;
            if (length == 0 || behind > stop) {
                return false;
            }
            if (from[at + 1] == (byte) MANUFACTURER_SPECIFIC
                    && length > 2
                    && FieldType.u16(from, at + 2) == companyId) {
                return true;
            }
            at = behind;
        }
        return false;
    }

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
        type = 0;
        valueOffset = offset;
        valueLength = 0;
    }

    /** Steps to the next structure; false at the end. */
    public boolean next() {
        if (next >= end) {
            return false;
        }
        int length = FieldType.u8(buffer, next);
        if (length == 0) {
            next = end;
            return false;
        }
        if (length > end - next - 1) {
            cut = true;
            next = end;
            return false;
        }
        type = FieldType.u8(buffer, next + 1);
        valueOffset = next + 2;
        valueLength = length - 1;
        next += 1 + length;
        return true;
    }

    /**
     * Steps to the next structure of this type, over the others; false at the end. What a loop around {@link #next()} finds,
     * but the structures between cost a few instructions each.
     *
     * @param wanted AD type, 0 to 255
     */
    public boolean next(int wanted) {
        byte[] from = buffer;
        int stop = end;
        int at = next;
        while (at < stop) {
            int length = from[at] & 0xFF;
            if (length == 0 || length > stop - at - 1 || (from[at + 1] & 0xFF) == wanted) {
                break;
            }
            at += 1 + length;
        }
        next = at;
        return next();
    }

    /** AD type of the structure under the cursor, 0 to 255. */
    public int type() {
        return type;
    }

    /** Array that holds the value; not to be changed. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the value's first byte in {@link #buffer()}. */
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
