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
 * <p>An agent that has never answered a ping (which RFC 6455 section 5.5.2 does not allow) is left in peace: what it is sent counts
 * as confirmed after {@link Outbox#INTENT_LIFE}. Pure; belongs to the core's thread.
 */
final class Confirmations {
    /**
     * The most that is taken off an intent's life for the way to the agent and back. Together with
     * {@link Outbox#INTENT_PATIENCE} it must not be more than {@link Outbox#INTENT_LIFE}.
     */
    static final long LONGEST_WAY = TimeUnit.MILLISECONDS.toNanos(400);

    /** Weight of a new measurement of the way, one in so many (RFC 6298 section 2.3 has the same). */
    private static final int WEIGHT = 8;

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
    private boolean answered;
    private long wayNanos;

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
        long way = Math.min(nanos, LONGEST_WAY);
        wayNanos = answered ? wayNanos + (way - wayNanos) / WEIGHT : way;
        answered = true;
    }

    /** How long the way to the agent and back took lately, in nanoseconds; 0 until it is known. */
    long wayNanos() {
        return wayNanos;
    }

    /** Intents of which nobody knows whether the agent has them, oldest first. */
    int intents() {
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
        return unconfirmed;
    }
}
