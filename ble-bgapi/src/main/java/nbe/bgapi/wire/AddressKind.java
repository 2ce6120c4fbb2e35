package nbe.bgapi.wire;

/** Kinds of device addresses (Core Specification, volume 6, part B, section 1.3). */
public enum AddressKind {
    /** Assigned by the IEEE to the maker. */
    PUBLIC("public"),
    /** Random, kept at least until the next power-up. */
    STATIC("static"),
    /** Random, changed by and by; who has the device's key can resolve it. */
    RESOLVABLE("resolvable"),
    /** Random, changed by and by. */
    NON_RESOLVABLE("non-resolvable"),
    /** Random, with top bits that mean nothing yet. */
    RESERVED("reserved");

    private static final int TOP_BITS_SHIFT = 46;

    private final String word;

    AddressKind(String word) {
        this.word = word;
    }

    /**
     * The kind of an address, by its two top bits if it is random.
     *
     * @param addressType 0 public, else random
     */
    public static AddressKind of(long address, int addressType) {
        if (addressType == 0) {
            return PUBLIC;
        }
        return switch ((int) (address >>> TOP_BITS_SHIFT) & 3) {
            case 0 -> NON_RESOLVABLE;
            case 1 -> RESOLVABLE;
            case 2 -> RESERVED;
            default -> STATIC;
        };
    }

    /** The specification's word, in small letters. */
    public String word() {
        return word;
    }
}
