package nbe.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import nbe.endpoint.Outbox.Intent;

/**
 * What is on its way to the agent: with the transport or the operating system, and not confirmed. TCP goes on trying to deliver
 * it for minutes, and queues hundreds of kilobytes in front of a link that is slow. So an intent may arrive long after its wearer has left,
 * unless the connection is broken off, or stand behind everything that went before it. Hence pings, whose pongs say that the agent
 * has read everything before them: one behind the first message of a connection, one behind each intent, and one behind every
 * {@value #MARK_EVERY} characters of all the rest, of which no more than {@link #WINDOW} characters are sent unconfirmed.
 *
 * <p>To break off is costly: it takes half a minute to be back, if it happens again and again. So an intent is handed over only
 * while its confirmation can be expected within its life, and not before the agent has confirmed the first message.
 *
 * <p>An agent that has never answered a ping (which RFC 6455 section 5.5.2 does not allow) is left in peace: an intent that it was sent
 * counts as confirmed after {@link Outbox#INTENT_LIFE}, the rest after {@link #SILENT_ROOM}. Pure; belongs to the core's thread.
 */
final class Confirmations {
    /** The least that is taken off an intent's life for its confirmation: a busy agent takes so long now and then. */
    static final long SHORTEST_ALLOWANCE = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * The most that is taken off an intent's life for its confirmation. Together with {@link Outbox#INTENT_PATIENCE} it must be
     * less than {@link Outbox#INTENT_LIFE}.
     */
    static final long LONGEST_ALLOWANCE = TimeUnit.MILLISECONDS.toNanos(400);

    /** What may be on its way ahead of an intent, in characters: some 50 presences. At 1 Mbit/s that is 0.1 s. */
    static final long WINDOW = 8 * 1024;

    /** So often in the window a ping. */
    static final long MARK_EVERY = WINDOW / 4;

    /** How long the window stays shut for an agent that has never answered a ping: 200 presences a second. */
    static final long SILENT_ROOM = TimeUnit.MILLISECONDS.toNanos(250);

    /** How long it stays shut for one that has answered pings, and no longer does: a trickle then, so that it is not left without presence. */
    static final long LATE_ROOM = TimeUnit.SECONDS.toNanos(5);

    /** Weights of a new measurement, one in so many, and what counts as the longest: as TCP does it, RFC 6298 section 2. */
    private static final int WEIGHT_OF_TIME = 8;

    private static final int WEIGHT_OF_DEVIATION = 4;
    private static final int DEVIATIONS = 4;

    /**
     * A frame that was given to the transport.
     *
     * @param mark of the ping behind it, if there is one
     * @param intent if it is one
     * @param atNanos when it was given to the transport
     * @param upTo how many characters this connection was given, with this frame
     */
    record Flying(String text, OptionalLong mark, Optional<Intent> intent, long atNanos, long upTo) {}

    private record Marked(long mark, Optional<Intent> intent, long atNanos, long upTo) {}

    private final Deque<Marked> open = new ArrayDeque<>();
    private int intents;
    private long lastMark;
    /** Characters given to this connection; of these, up to the last mark; up to the last confirmed one. */
    private long given;

    private long marked;
    private long confirmed;
    /** When the window was last seen to be open. */
    private long hadRoomNanos;
    /** Some connection ever brought a confirmation. */
    private boolean answered;
    /** This connection did. */
    private boolean answeredHere;
    /** From handing over to confirmation, on this connection or else the one before: smoothed, and its mean deviation. */
    private long timeNanos;

    private long deviationNanos;

    /** A frame with a ping behind it is given to the transport now. */
    Flying marked(String text, Optional<Intent> intent, long now) {
        given += text.length();
        marked = given;
        return new Flying(text, OptionalLong.of(++lastMark), intent, now, given);
    }

    /** A frame that can wait is given to the transport now: now and then with a ping behind it. */
    Flying unhurried(String text, long now) {
        if (given + text.length() - marked >= MARK_EVERY) {
            return marked(text, Optional.empty(), now);
        }
        given += text.length();
        return new Flying(text, OptionalLong.empty(), Optional.empty(), now, given);
    }

    /** The operating system has taken it. */
    void add(Flying frame) {
        if (frame.mark().isPresent()) {
            open.addLast(new Marked(frame.mark().getAsLong(), frame.intent(), frame.atNanos(), frame.upTo()));
            intents += frame.intent().isPresent() ? 1 : 0;
        }
    }

    /** The agent has answered the ping of this mark, and so has read all frames up to it. */
    void confirmed(long mark, long now) {
        while (!open.isEmpty() && open.getFirst().mark() <= mark) {
            Marked frame = open.removeFirst();
            intents -= frame.intent().isPresent() ? 1 : 0;
            confirmed = Math.max(confirmed, frame.upTo());
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

    /** Whether a frame that can wait may go: not much is on its way. */
    boolean hasRoom(long now) {
        if (given - confirmed >= WINDOW && now - hadRoomNanos >= patienceNanos()) {
            confirmed = given;
            if (!answered) {
                open.removeIf(frame -> frame.intent().isEmpty());
            }
        }
        if (given - confirmed >= WINDOW) {
            return false;
        }
        hadRoomNanos = now;
        return true;
    }

    /** When {@link #hasRoom} changes its mind though nothing happens; {@link Long#MAX_VALUE}: it has room. */
    long roomNanos() {
        return given - confirmed >= WINDOW ? hadRoomNanos + patienceNanos() : Long.MAX_VALUE;
    }

    private long patienceNanos() {
        return answered ? LATE_ROOM : SILENT_ROOM;
    }

    /** How long a confirmation may take, as far as can be told from earlier ones, in nanoseconds; 0 until there was one. */
    long allowanceNanos() {
        long likely = timeNanos + DEVIATIONS * deviationNanos;
        return answered ? Math.max(SHORTEST_ALLOWANCE, Math.min(likely, LONGEST_ALLOWANCE)) : 0;
    }

    /** Whether an intent may be handed over: not so many wait for confirmation, and this connection is known to bring some. */
    boolean takesIntents() {
        return (answeredHere || !answered) && intents < Outbox.INTENTS;
    }

    /** Whether an intent is {@link Outbox#INTENT_LIFE} old and not confirmed by an agent that does confirm. */
    boolean overdue(long now) {
        if (intents == 0 || answered) {
            return intents > 0 && now - deadlineNanos() >= 0;
        }
        open.removeIf(
                frame -> frame.intent().isPresent() && isOld(frame.intent().get(), now));
        intents =
                (int) open.stream().filter(frame -> frame.intent().isPresent()).count();
        return false;
    }

    private static boolean isOld(Intent intent, long now) {
        return now - intent.bornNanos() >= Outbox.INTENT_LIFE;
    }

    /** When {@link #overdue} has something to say. At most {@link Outbox#INTENTS} intents, and a window of the rest, are looked at. */
    long deadlineNanos() {
        if (intents == 0) {
            return Long.MAX_VALUE;
        }
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
        forgetConnection();
        return unconfirmed;
    }

    /** What comes goes over another connection. */
    void forgetConnection() {
        open.clear();
        intents = 0;
        given = 0;
        marked = 0;
        confirmed = 0;
        answeredHere = false;
    }
}
