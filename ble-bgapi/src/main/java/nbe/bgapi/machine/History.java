package nbe.bgapi.machine;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.Firmware;

/**
 * What is remembered across states.
 *
 * @param name the port as the operator writes it, or {@code auto}
 * @param port the port that was found last; the name while there is none
 * @param lastReset when the dongle was last reset
 * @param resetSpent true from a reset until the dongle has been well for a while
 * @param firmware what the dongle reported last
 * @param reported the last status
 * @param troubleSince since when it does not scan although it should, if that was logged
 */
record History(
        String name,
        String port,
        OptionalLong lastReset,
        boolean resetSpent,
        Optional<Firmware> firmware,
        Optional<AdapterStatus> reported,
        OptionalLong troubleSince) {

    static History of(String name) {
        return new History(
                name, name, OptionalLong.empty(), false, Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    /** One reset for each trouble; if it lasts, another one each minute. */
    boolean mayReset(long now) {
        return !resetSpent || lastReset.isEmpty() || now - lastReset.getAsLong() >= Timings.RESET_AGAIN;
    }

    /** True if the outside knows this already. */
    boolean hasReported(AdapterStatus status) {
        return reported.filter(status::saysTheSameAs).isPresent();
    }

    /** True unless the last status is a failure or an absence. */
    boolean isWithoutFailure() {
        return reported.map(status -> status.match(scanning -> true, missing -> false, failed -> false))
                .orElse(true);
    }

    History at(String found) {
        return new History(name, found, lastReset, resetSpent, firmware, reported, troubleSince);
    }

    History afterReset(long now) {
        return new History(name, port, OptionalLong.of(now), true, firmware, reported, troubleSince);
    }

    History healthy() {
        return new History(name, port, lastReset, false, firmware, reported, troubleSince);
    }

    History with(Firmware versions) {
        return new History(name, port, lastReset, resetSpent, Optional.of(versions), reported, troubleSince);
    }

    History with(AdapterStatus status) {
        return new History(name, port, lastReset, resetSpent, firmware, Optional.of(status), troubleSince);
    }

    History troubled(long now) {
        return troubleSince.isPresent()
                ? this
                : new History(name, port, lastReset, resetSpent, firmware, reported, OptionalLong.of(now));
    }

    History untroubled() {
        return new History(name, port, lastReset, resetSpent, firmware, reported, OptionalLong.empty());
    }
}
