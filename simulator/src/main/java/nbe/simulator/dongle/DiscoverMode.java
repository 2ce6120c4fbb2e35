package nbe.simulator.dongle;

import java.util.Arrays;
import java.util.Optional;

/** Parameter of gap_discover. */
enum DiscoverMode {
    /** Devices in limited discoverable mode. */
    LIMITED(0, 0x01),
    /** Devices in limited or general discoverable mode. */
    GENERIC(1, 0x03),
    /** Everything. */
    OBSERVATION(2, 0x00);

    private final int number;
    private final int wanted;

    DiscoverMode(int number, int wanted) {
        this.number = number;
        this.wanted = wanted;
    }

    static Optional<DiscoverMode> of(int number) {
        return Arrays.stream(values()).filter(mode -> mode.number == number).findAny();
    }

    /** @param flags value of the Flags AD structure, 0 if there is none */
    boolean passes(int flags) {
        return this == OBSERVATION || (flags & wanted) != 0;
    }
}
