package nbe.bgapi.machine;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is remembered across states.
 *
 * @param lastReset when the dongle was last reset
 * @param resetSpent true from a reset until the dongle has been well for a while
 * @param firmware what the dongle said of itself last
 * @param reported the last verdict
 * @param troubleSince since when it does not scan although it should, if that was logged
 */
record History(
        OptionalLong lastReset,
        boolean resetSpent,
        Optional<Firmware> firmware,
        Optional<Verdict> reported,
        OptionalLong troubleSince) {

    static final History NONE =
            new History(OptionalLong.empty(), false, Optional.empty(), Optional.empty(), OptionalLong.empty());

    /** One reset for each trouble; if it lasts, another one each minute. */
    boolean mayReset(long now) {
        return !resetSpent || lastReset.isEmpty() || now - lastReset.getAsLong() >= Patience.RESET_AGAIN;
    }

    History afterReset(long now) {
        return new History(OptionalLong.of(now), true, firmware, reported, troubleSince);
    }

    History healthy() {
        return new History(lastReset, false, firmware, reported, troubleSince);
    }

    History with(Firmware told) {
        return new History(lastReset, resetSpent, Optional.of(told), reported, troubleSince);
    }

    History with(Verdict verdict) {
        return new History(lastReset, resetSpent, firmware, Optional.of(verdict), troubleSince);
    }

    History troubled(long now) {
        return troubleSince.isPresent()
                ? this
                : new History(lastReset, resetSpent, firmware, reported, OptionalLong.of(now));
    }

    History untroubled() {
        return new History(lastReset, resetSpent, firmware, reported, OptionalLong.empty());
    }
}
