package nbe.pcsc;

/**
 * Whether a reader's driver reaches it. Pure; {@code now} is monotonic nanoseconds.
 *
 * <pre>
 *  state       event        next        effects
 *  Reached     unavailable  Unreached
 *  Unreached   available    Reached
 *              3 s          Reported    trouble
 *  Reported    available    Reached     recovered
 * </pre>
 */
sealed interface ReachState {
    /** Before pcscd notices that a reader was unplugged, it lists it as unavailable for a moment. */
    long UNREACHED_NANOS = 3_000_000_000L;

    String UNREACHED = "its driver cannot reach it; unplug it and plug it in again";

    /** The service lists the reader, and its driver reaches it. */
    default Step<ReachState> onAvailable() {
        return Step.to(new Reached());
    }

    /** The service lists the reader, but has no state of it. */
    default Step<ReachState> onUnavailable(long now) {
        return Step.to(this);
    }

    /** Time passed. */
    default Step<ReachState> onTime(long now) {
        return Step.to(this);
    }

    /** When {@link #onTime} has something to do; {@link Long#MAX_VALUE}: never. */
    default long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** All is well. */
    record Reached() implements ReachState {
        @Override
        public Step<ReachState> onUnavailable(long now) {
            return Step.to(new Unreached(now));
        }
    }

    /** Out of reach, perhaps only while it is being unplugged. */
    record Unreached(long sinceNanos) implements ReachState {
        @Override
        public Step<ReachState> onTime(long now) {
            return now - sinceNanos < UNREACHED_NANOS
                    ? Step.to(this)
                    : Step.to(new Reported(), new ReaderEffect.Trouble(UNREACHED));
        }

        @Override
        public long deadlineNanos() {
            return sinceNanos + UNREACHED_NANOS;
        }
    }

    /** Out of reach, which was reported. */
    record Reported() implements ReachState {
        @Override
        public Step<ReachState> onAvailable() {
            return Step.to(new Reached(), new ReaderEffect.Recovered());
        }
    }
}
