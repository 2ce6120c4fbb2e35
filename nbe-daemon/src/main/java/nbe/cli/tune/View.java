package nbe.cli.tune;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import nbe.tap.BandAddress;
import nbe.tuning.Hold;
import nbe.tuning.Step;

/**
 * A moment of a session.
 *
 * @param band the one that comes nearest
 * @param levelDbm its level now; empty: silent
 * @param restDbm its level at rest
 * @param secondsLeft until the step is over by itself; empty: it waits for the person
 */
record View(
        Step step,
        Optional<BandAddress> band,
        OptionalDouble levelDbm,
        OptionalDouble restDbm,
        List<Hold> holds,
        Optional<Long> secondsLeft) {}
