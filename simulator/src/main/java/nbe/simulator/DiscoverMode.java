package nbe.simulator;

/** Parameter of gap_discover, in the order of its numbers. */
enum DiscoverMode {
    /** Devices in limited discoverable mode. */
    LIMITED(0x01),
    /** Devices in limited or general discoverable mode. */
    GENERIC(0x03),
    /** Everything. */
    OBSERVATION(0x00);

    private final int wanted;

    DiscoverMode(int wanted) {
        this.wanted = wanted;
    }

    /** @param flags value of the Flags AD structure, 0 if there is none */
    boolean passes(int flags) {
        return this == OBSERVATION || (flags & wanted) != 0;
    }
}
