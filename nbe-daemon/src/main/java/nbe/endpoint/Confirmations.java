package nbe.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.endpoint.Outbox.Intent;

/**
 * What the operating system has taken and the agent has not confirmed. TCP goes on trying to deliver it for minutes, so that an
 * intent may arrive long after its wearer has left, unless the connection is broken off. Hence a ping goes behind each intent,
 * and behind the first message of a connection; its pong says that the agent has read everything before it.
 *
 * <p>To break off is costly: it takes half a minute to be back, if it happens again and again. So an intent is handed over only
 * while its confirmation can be expected within its life, and not before the agent has confirmed the first message.
 *
 * <p>An agent that has never answered a ping (which RFC 6455 section 5.5.2 does not allow) is left in peace: what it is sent counts
 * as confirmed after {@link Outbox#INTENT_LIFE}. Pure; belongs to the core's thread.
 */
final class Confirmations {
    /** The least that is taken off an intent's life for its confirmation: a busy agent takes so long now and then. */
    static final long SHORTEST_ALLOWANCE = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * The most that is taken off an intent's life for its confirmation. Together with {@link Outbox#INTENT_PATIENCE} it must be
     * less than {@link Outbox#INTENT_LIFE}.
     */
    static final long LONGEST_ALLOWANCE = TimeUnit.MILLISECONDS.toNanos(400);

    /** Weights of a new measurement, one in so many, and what counts as the longest: as TCP does it, RFC 6298 section 2. */
    private static final int WEIGHT_OF_TIME = 8;

    private static final int WEIGHT_OF_DEVIATION = 4;
    private static final int DEVIATIONS = 4;

    /**
     * A frame with a ping behind it.
     *
     * @param mark of the ping
     * @param intent if it is one
     * @param atNanos when it was given to the transport
     */
    record Marked(long mark, Optional<Intent> intent, long atNanos) {}

    private final Deque<Marked> open = new ArrayDeque<>();
    private long lastMark;
    /** Some connection ever brought a confirmation. */
    private boolean answered;
    /** This connection did. */
    private boolean answeredHere;
    /** From handing over to confirmation, on this connection or else the one before: smoothed, and its mean deviation. */
    private long timeNanos;

    private long deviationNanos;

    /** Marks a frame that is given to the transport now. */
    Marked mark(Optional<Intent> intent, long now) {
        return new Marked(++lastMark, intent, now);
    }

    /** The operating system has taken it. */
    void add(Marked frame) {
        open.addLast(frame);
    }

    /** The agent has answered the ping of this mark, and so has read all frames up to it. */
    void confirmed(long mark, long now) {
        while (!open.isEmpty() && open.getFirst().mark() <= mark) {
            Marked frame = open.removeFirst();
            if (frame.mark() == mark) {
                measured(now - frame.atNanos());
            }
        }
    }

    private void measured(long nanos) {
        if (answeredHere) {
            deviationNanos += (Math.abs(nanos - timeNanos) - deviationNanos) / WEIGHT_OF_DEVIATION;
            timeNanos += (nanos - timeNanos) / WEIGHT_OF_TIME;
        } else {
            timeNanos = nanos;
            deviationNanos = nanos / 2;
        }
        answered = true;
        answeredHere = true;
    }

    /** How long a confirmation may take, as far as can be told from earlier ones, in nanoseconds; 0 until there was one. */
    long allowanceNanos() {
        long likely = timeNanos + DEVIATIONS * deviationNanos;
        return answered ? Math.max(SHORTEST_ALLOWANCE, Math.min(likely, LONGEST_ALLOWANCE)) : 0;
    }

    /** Whether an intent may be handed over: not so many wait for confirmation, and this connection is known to bring some. */
    boolean takesIntents() {
        return (answeredHere || !answered) && intents() < Outbox.INTENTS;
    }

    private int intents() {
        return (int) open.stream().filter(frame -> frame.intent().isPresent()).count();
    }

    /** Whether an intent is {@link Outbox#INTENT_LIFE} old and not confirmed by an agent that does confirm. */
    boolean overdue(long now) {
        if (!answered) {
            open.removeIf(
                    frame -> frame.intent().isPresent() && isOld(frame.intent().get(), now));
            return false;
        }
        return open.stream()
                .anyMatch(frame ->
                        frame.intent().isPresent() && isOld(frame.intent().get(), now));
    }

    private static boolean isOld(Intent intent, long now) {
        return now - intent.bornNanos() >= Outbox.INTENT_LIFE;
    }

    /** When {@link #overdue} has something to say. */
    long deadlineNanos() {
        long earliest = Long.MAX_VALUE;
        for (Marked frame : open) {
            if (frame.intent().isPresent()) {
                earliest = Math.min(earliest, frame.intent().get().bornNanos() + Outbox.INTENT_LIFE);
            }
        }
        return earliest;
    }

    /** The connection is gone: the intents that were not confirmed, oldest first. */
    List<Intent> lost() {
        List<Intent> unconfirmed = new ArrayList<>();
        open.forEach(frame -> frame.intent().ifPresent(unconfirmed::add));
        open.clear();
        answeredHere = false;
        return unconfirmed;
    }
}
