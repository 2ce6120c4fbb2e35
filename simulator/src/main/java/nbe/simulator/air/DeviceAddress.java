package nbe.simulator.air;

import java.util.random.RandomGenerator;
import nbe.base.AddressText;

/**
 * A Bluetooth device address with its type.
 *
 * @param value the 48 bits, most significant byte first: {@code 0xC2FAD7F0D796}
 * @param random true for a random address, false for a public one (Bluetooth Core vol 6 part B 1.3)
 */
public record DeviceAddress(long value, boolean random) {
    private static final long MASK = 0xFFFF_FFFF_FFFFL;
    private static final long STATIC_BITS = 0xC000_0000_0000L;
    private static final long RESOLVABLE_BIT = 0x4000_0000_0000L;

    /** @throws IllegalArgumentException if the value has more than 48 bits */
    public DeviceAddress {
        if ((value & ~MASK) != 0) {
            throw new IllegalArgumentException("a Bluetooth address has 48 bits, not " + Long.toHexString(value));
        }
    }

    /**
     * Reads {@code C2:FA:D7:F0:D7:96}; an address whose two top bits are set is random static, any other public.
     *
     * @throws IllegalArgumentException if the text is not six hexadecimal bytes with colons between
     */
    public static DeviceAddress parse(String text) {
        long value = AddressText.parse(text);
        return new DeviceAddress(value, (value & STATIC_BITS) == STATIC_BITS);
    }

    /** A random static address (top bits 11): a device keeps it from one power-up to the next. */
    public static DeviceAddress randomStatic(RandomGenerator chance) {
        return new DeviceAddress((chance.nextLong() & MASK) | STATIC_BITS, true);
    }

    /** A resolvable private address (top bits 01): a phone uses one and changes it every few minutes. */
    public static DeviceAddress resolvablePrivate(RandomGenerator chance) {
        return new DeviceAddress((chance.nextLong() & MASK & ~STATIC_BITS) | RESOLVABLE_BIT, true);
    }

    /** The address as an operator writes it: capitals, most significant byte first. */
    @Override
    public String toString() {
        return AddressText.of(value);
    }
}
