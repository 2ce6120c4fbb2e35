package nbe.bgapi.call;

import java.util.Locale;
import java.util.UUID;
import nbe.bgapi.wire.Octets;

/**
 * UUID of a service, a characteristic or a descriptor. A 16-bit UUID is short for a 128-bit UUID (Bluetooth Core vol 3 part B 2.5.1); both
 * forms are equal here. Callers of a session select services and characteristics by it.
 */
public record Uuid(UUID value) {
    private static final long BASE_TOP = 0x0000_0000_0000_1000L;
    private static final long BASE_LOW = 0x8000_0080_5F9B_34FBL;
    private static final int SHORT_BYTES = 2;
    private static final int LONG_BYTES = 16;

    public static final Uuid PRIMARY_SERVICE = of(0x2800);
    public static final Uuid CHARACTERISTIC = of(0x2803);
    public static final Uuid CLIENT_CONFIGURATION = of(0x2902);

    /** @param assigned 16 bits, from the Bluetooth SIG's assigned numbers */
    public static Uuid of(int assigned) {
        return new Uuid(new UUID((assigned & 0xFFFFL) << 32 | BASE_TOP, BASE_LOW));
    }

    /** @throws IllegalArgumentException if the text is not of the form 8-4-4-4-12 */
    public static Uuid parse(String text) {
        return new Uuid(UUID.fromString(text));
    }

    /**
     * Reads the form on the wire, least significant byte first.
     *
     * @throws IllegalArgumentException if there are not 2 or 16 bytes
     */
    public static Uuid ofWire(Octets wire) {
        if (wire.length() == SHORT_BYTES) {
            return of(wire.at(0) | wire.at(1) << 8);
        }
        if (wire.length() != LONG_BYTES) {
            throw new IllegalArgumentException("a UUID has 2 or 16 bytes, not " + wire.length() + ": " + wire);
        }
        return new Uuid(new UUID(number(wire, 8), number(wire, 0)));
    }

    private static long number(Octets wire, int at) {
        long number = 0;
        for (int i = 7; i >= 0; i--) {
            number = number << 8 | wire.at(at + i);
        }
        return number;
    }

    private boolean isShort() {
        return value.getLeastSignificantBits() == BASE_LOW
                && (value.getMostSignificantBits() & 0xFFFF_0000_FFFF_FFFFL) == BASE_TOP;
    }

    /** The form on the wire, least significant byte first: 2 bytes for a 16-bit UUID, else 16. */
    public Octets toWire() {
        byte[] bytes = new byte[isShort() ? SHORT_BYTES : LONG_BYTES];
        if (isShort()) {
            bytes[0] = (byte) (value.getMostSignificantBits() >> 32);
            bytes[1] = (byte) (value.getMostSignificantBits() >> 40);
        } else {
            for (int i = 0; i < 8; i++) {
                bytes[i] = (byte) (value.getLeastSignificantBits() >> 8 * i);
                bytes[8 + i] = (byte) (value.getMostSignificantBits() >> 8 * i);
            }
        }
        return Octets.of(bytes);
    }

    /** As in {@code 2A19} for a 16-bit UUID; else the whole UUID, in the form 8-4-4-4-12. */
    @Override
    public String toString() {
        return isShort() ? String.format(Locale.ROOT, "%04X", value.getMostSignificantBits() >> 32) : value.toString();
    }
}
