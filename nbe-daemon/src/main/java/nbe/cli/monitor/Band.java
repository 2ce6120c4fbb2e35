package nbe.cli.monitor;

import java.util.Optional;
import java.util.OptionalDouble;
import nbe.control.status.BandRow;

/**
 * A band as the picture shows it.
 *
 * @param row what the daemon said of it last
 * @param level the mean of its levels in the last second, in dBm; empty: no level is known
 * @param heardS seconds since its last advertisement
 * @param absent whether the daemon no longer lists it
 */
record Band(BandRow row, OptionalDouble level, double heardS, boolean absent) {
    String address() {
        return row.device();
    }

    Optional<BandRow.LastIntent> lastTap() {
        return row.lastIntent();
    }

    /** Whether this band may tap. */
    boolean authenticated() {
        return !absent && row.state().equals("weak");
    }
}
