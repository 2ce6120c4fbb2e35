package nbe.pcsc;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether the card on one reader is being read. Pure; {@code now} is monotonic nanoseconds. What a state does not override
 * leaves it as it is.
 *
 * <pre>
 *  state    event                          next                  effects
 *  Idle     card came                      Reading               begin
 *  Reading  card came                      Reading, it is next
 *           card left: the one being read  Reading               cancel
 *           card left: the next one        Reading, none is next
 *           no thread takes the request    Idle
 *           answer: UID                    Idle                  identify
 *           answer: barred                 Idle                  trouble
 *           answer: unread, the card lies  Unread
 *           answer: unread, the card left  Idle
 *           reader gone                    Idle                  cancel
 *           2 s                            Idle                  cancel, replace the thread, trouble
 *           answer or 2 s, a card is next  Reading               the same, then begin
 *  Unread   card came                      Reading               begin
 *           card left, reader gone         Idle
 *           1 s                            Idle                  trouble
 * </pre>
 */
sealed interface ReadState {
    /** A connect or transmit that takes longer is abandoned: while another program holds a transaction it blocks for ever. */
    long WATCHDOG_NANOS = 2_000_000_000L;

    /** A card that could not be read and still lies there after this was not merely taken away too soon. */
    long UNREAD_NANOS = 1_000_000_000L;

    String NO_ANSWER =
            "no answer for 2 s: another program holds its card, or it hangs; close that program, or replug it";

    /** A card can be read. */
    default Step<ReadState> onCame(UidRequest request, long now) {
        return Step.to(this);
    }

    /** A card was removed. */
    default Step<ReadState> onLeft(Placement placement) {
        return Step.to(this);
    }

    /** No thread of the reader takes the request that was begun: too many of its calls hang. */
    default Step<ReadState> onNotBegun() {
        return Step.to(this);
    }

    /**
     * A request was carried out. An answer to another request than the one being read changes nothing.
     *
     * @param lies whether the card of the request still lies there
     */
    default Step<ReadState> onAnswer(UidRequest request, UidOutcome outcome, boolean lies, long now) {
        return Step.to(this);
    }

    /** The reader is gone. */
    default Step<ReadState> onGone() {
        return Step.to(new Idle());
    }

    /** Time passed. */
    default Step<ReadState> onTime(long now) {
        return Step.to(this);
    }

    /** When {@link #onTime} has something to do; {@link Long#MAX_VALUE}: never. */
    default long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** True while an answer to this request is expected. */
    default boolean isReading(UidRequest request) {
        return false;
    }

    /** No card, or one that is done with. */
    record Idle() implements ReadState {
        @Override
        public Step<ReadState> onCame(UidRequest request, long now) {
            return begin(request, now);
        }
    }

    /**
     * The reader's thread reads a card.
     *
     * @param next of a card that came meanwhile, to be read afterwards
     */
    record Reading(UidRequest request, long sinceNanos, Optional<UidRequest> next) implements ReadState {
        @Override
        public Step<ReadState> onCame(UidRequest came, long now) {
            return Step.to(new Reading(request, sinceNanos, Optional.of(came)));
        }

        @Override
        public Step<ReadState> onLeft(Placement placement) {
            Optional<UidRequest> still = next.filter(one -> one.placement() != placement);
            Reading reading = new Reading(request, sinceNanos, still);
            return request.placement() == placement
                    ? Step.to(reading, new ReaderEffect.Cancel(request))
                    : Step.to(reading);
        }

        @Override
        public Step<ReadState> onNotBegun() {
            return Step.to(new Idle());
        }

        @Override
        public Step<ReadState> onAnswer(UidRequest answered, UidOutcome outcome, boolean lies, long now) {
            if (answered != request) {
                return Step.to(this);
            }
            return outcome.to(new UidOutcome.Cases<>() {
                @Override
                public Step<ReadState> got(UidOutcome.Got got) {
                    return then(new Idle(), now, new ReaderEffect.Identify(request, got));
                }

                @Override
                public Step<ReadState> unread(UidOutcome.Unread unread) {
                    return then(lies ? new Unread(unread.why(), now) : new Idle(), now);
                }

                @Override
                public Step<ReadState> barred(UidOutcome.Barred barred) {
                    return then(new Idle(), now, new ReaderEffect.Trouble(barred.why()));
                }
            });
        }

        @Override
        public Step<ReadState> onGone() {
            return Step.to(new Idle(), new ReaderEffect.Cancel(request));
        }

        @Override
        public Step<ReadState> onTime(long now) {
            if (now - sinceNanos < WATCHDOG_NANOS) {
                return Step.to(this);
            }
            return then(
                    new Idle(),
                    now,
                    new ReaderEffect.Cancel(request),
                    new ReaderEffect.ReplaceThread(),
                    new ReaderEffect.Trouble(NO_ANSWER));
        }

        private Step<ReadState> then(ReadState last, long now, ReaderEffect... effects) {
            return next.map(waiting -> begin(waiting, now, effects)).orElseGet(() -> Step.to(last, effects));
        }

        @Override
        public long deadlineNanos() {
            return sinceNanos + WATCHDOG_NANOS;
        }

        @Override
        public boolean isReading(UidRequest other) {
            return request == other;
        }
    }

    /**
     * A card lies there that has not given its UID.
     *
     * @param why the card's last answer
     */
    record Unread(String why, long sinceNanos) implements ReadState {
        @Override
        public Step<ReadState> onCame(UidRequest request, long now) {
            return begin(request, now);
        }

        @Override
        public Step<ReadState> onLeft(Placement placement) {
            return Step.to(new Idle());
        }

        @Override
        public Step<ReadState> onTime(long now) {
            return now - sinceNanos < UNREAD_NANOS
                    ? Step.to(this)
                    : Step.to(
                            new Idle(),
                            new ReaderEffect.Trouble(
                                    "the card on it does not give its UID (" + why + "); take it away"));
        }

        @Override
        public long deadlineNanos() {
            return sinceNanos + UNREAD_NANOS;
        }
    }

    private static Step<ReadState> begin(UidRequest request, long now, ReaderEffect... before) {
        ReaderEffect[] effects = Arrays.copyOf(before, before.length + 1);
        effects[before.length] = new ReaderEffect.Begin(request);
        return Step.to(new Reading(request, now, Optional.empty()), effects);
    }
}
