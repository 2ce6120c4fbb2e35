package nbe.endpoint;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.Frame;

/**
 * The frames that the agent has not confirmed: the one that the transport has got, and those that the operating system has taken. TCP
 * retries for minutes, and queues hundreds of kilobytes in front of a slow link, so an intent may arrive long after its wearer has left
 * unless the core ends the connection, and has to wait for everything that went before it. Therefore pings, whose pongs say that the
 * agent has read everything before them, follow some frames: the first of a connection, each intent, and the rest once every
 * {@value #MARK_EVERY} characters, of which no more than {@link #WINDOW} characters go unconfirmed.
 *
 * <p>Ending a connection is costly: after repeated losses it takes half a minute until the next. So an intent is handed over only while
 * its confirmation can be expected within its life, and not before the agent has confirmed the first message.
 *
 * <p>An agent that has never answered a ping (which RFC 6455 section 5.5.2 does not allow) is not disconnected for it: its intents
 * count as confirmed after {@link Outbox#INTENT_LIFE}, the rest after {@link #SILENT_ROOM}. Pure; belongs to the core's thread. Each
 * operation takes constant time, or, where intents are on the way, a time that grows with the logarithm of their number (at most
 * {@link Outbox#INTENTS}).
 */
final class Confirmations {
    /** The minimum part of an intent's life that is reserved for its confirmation: a busy agent sometimes needs it. */
    static final long SHORTEST_ALLOWANCE = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * The maximum part of an intent's life that is reserved for its confirmation. Together with {@link Outbox#INTENT_PATIENCE} it must be
     * less than {@link Outbox#INTENT_LIFE}.
     */
    static final long LONGEST_ALLOWANCE = TimeUnit.MILLISECONDS.toNanos(400);

    /** Characters that may be unconfirmed ahead of an intent: some 50 presences, 0.1 s at 1 Mbit/s. */
    static final long WINDOW = 8 * 1024;

    /** Characters between two pings. */
    static final long MARK_EVERY = WINDOW / 4;

    /** How long the window stays closed for an agent that has never answered a ping: 200 presences a second. */
    static final long SILENT_ROOM = TimeUnit.MILLISECONDS.toNanos(250);

    /** How long it stays closed for an agent that has answered pings and no longer does: it still gets a little presence. */
    static final long LATE_ROOM = TimeUnit.SECONDS.toNanos(5);

    /** Weights of a new measurement (1/8 and 1/4), and how many deviations above the mean count as the longest: RFC 6298 section 2. */
    private static final int WEIGHT_OF_TIME = 8;

    private static final int WEIGHT_OF_DEVIATION = 4;
    private static final int DEVIATIONS = 4;

    /**
     * A frame that the transport has got.
     *
     * @param mark of the ping behind it, if there is one
     * @param intent if it is one
     * @param atNanos when the transport got it
     * @param upTo how many characters this connection has got, with this frame
     */
    private record Sending(OptionalLong mark, Optional<Intent> intent, long atNanos, long upTo) {}

    /** A frame with a ping behind it that the operating system has taken. */
    private record Marked(long mark, long atNanos, long upTo) {}

    private record MarkedIntent(Intent intent, Marked frame) {}

    private Optional<Sending> sending = Optional.empty();

    /** By mark, the earliest first. */
    private final Deque<Marked> others = new ArrayDeque<>();

    /** By mark, the earliest first. */
    private final Map<Long, MarkedIntent> intents = new LinkedHashMap<>();

    private final TreeSet<MarkedIntent> intentsByTap = new TreeSet<>(
            Comparator.comparing((MarkedIntent sent) -> sent.intent().tapNanos(), (a, b) -> Long.signum(a - b))
                    .thenComparing(sent -> sent.frame().mark()));

    private long lastMark;
    /** Characters given to this connection; of these, up to the last mark; up to the last confirmed one. */
    private long given;

    private long marked;
    private long confirmed;
    /** When the window was last open. */
    private long hadRoomNanos;
    /** Some connection ever brought a confirmation. */
    private boolean answered;
    /** This connection did. */
    private boolean answeredHere;
    /** From handing over to confirmation, on this connection or else the one before: smoothed, and its mean deviation. */
    private OptionalLong roundTripNanos = OptionalLong.empty();

    private long timeNanos;

    private long deviationNanos;

    /** The transport gets an intent now, with a ping behind it. */
    Frame send(Intent intent, long now) {
        return marked(intent.message(), Optional.of(intent), now);
    }

    /** The transport gets a frame now, with a ping behind it. */
    Frame sendMarked(Message message, long now) {
        return marked(message, Optional.empty(), now);
    }

    /** The transport gets a frame that can wait now: with a ping behind it once every {@value #MARK_EVERY} characters. */
    Frame send(Message message, long now) {
        if (given + message.text().length() - marked >= MARK_EVERY) {
            return sendMarked(message, now);
        }
        return give(message, OptionalLong.empty(), Optional.empty(), now);
    }

    private Frame marked(Message message, Optional<Intent> intent, long now) {
        marked = given + message.text().length();
        return give(message, OptionalLong.of(++lastMark), intent, now);
    }

    private Frame give(Message message, OptionalLong mark, Optional<Intent> intent, long now) {
        given += message.text().length();
        sending = Optional.of(new Sending(mark, intent, now, given));
        return new Frame(message.operation(), message.text(), mark);
    }

    /** Whether the transport has a frame that the operating system has not taken. */
    boolean isSending() {
        return sending.isPresent();
    }

    /** That frame, if it is an intent. */
    Optional<Intent> sendingIntent() {
        return sending.flatMap(Sending::intent);
    }

    /** The operating system has taken the frame. */
    void sent() {
        if (sending.isPresent() && sending.get().mark().isPresent()) {
            add(sending.get(), sending.get().mark().getAsLong());
        }
        sending = Optional.empty();
    }

    private void add(Sending sent, long mark) {
        Marked frame = new Marked(mark, sent.atNanos(), sent.upTo());
        if (sent.intent().isEmpty()) {
            others.addLast(frame);
            return;
        }
        MarkedIntent intent = new MarkedIntent(sent.intent().get(), frame);
        intents.put(mark, intent);
        intentsByTap.add(intent);
    }

    /** The agent has answered the ping of this mark, and so has read all frames up to it. */
    void confirmed(long mark, long now) {
        while (!others.isEmpty() && others.getFirst().mark() <= mark) {
            read(others.removeFirst(), mark, now);
        }
        for (Iterator<MarkedIntent> each = intents.values().iterator(); each.hasNext(); ) {
            MarkedIntent intent = each.next();
            if (intent.frame().mark() > mark) {
                return;
            }
            each.remove();
            intentsByTap.remove(intent);
            read(intent.frame(), mark, now);
        }
    }

    private void read(Marked frame, long mark, long now) {
        confirmed = Math.max(confirmed, frame.upTo());
        if (frame.mark() == mark) {
            measured(now - frame.atNanos());
        }
    }

    private void measured(long nanos) {
        roundTripNanos = OptionalLong.of(nanos);
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

    /** How long the agent took to answer the last ping of this connection. */
    OptionalLong roundTripNanos() {
        return roundTripNanos;
    }

    /** Whether a frame that can wait may go: not much is on its way. */
    boolean hasRoom(long now) {
        if (given - confirmed >= WINDOW && now - hadRoomNanos >= patienceNanos()) {
            confirmed = given;
            if (!answered) {
                others.clear();
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

    /** How long a confirmation may take, estimated from earlier ones, in nanoseconds; 0 until there was one. */
    long allowanceNanos() {
        long likely = timeNanos + DEVIATIONS * deviationNanos;
        return answered ? Math.max(SHORTEST_ALLOWANCE, Math.min(likely, LONGEST_ALLOWANCE)) : 0;
    }

    /** Whether an intent may be handed over: few enough are unconfirmed, and this connection is known to bring confirmations. */
    boolean takesIntents() {
        return (answeredHere || !answered) && intents.size() < Outbox.INTENTS;
    }

    /** Whether an intent is {@link Outbox#INTENT_LIFE} old and unconfirmed by an agent that does confirm. */
    boolean overdue(long now) {
        if (answered) {
            return !intents.isEmpty() && now - earliestEndNanos() >= 0;
        }
        while (!intents.isEmpty() && now - earliestEndNanos() >= 0) {
            intents.remove(intentsByTap.pollFirst().frame().mark());
        }
        return false;
    }

    /** The end of the life of the earliest tap whose intent the operating system has taken. */
    private long earliestEndNanos() {
        return intentsByTap.first().intent().tapNanos() + Outbox.INTENT_LIFE;
    }

    /** When an intent that is on its way becomes too old; {@link Long#MAX_VALUE}: none is. */
    long deadlineNanos() {
        long earliest = intents.isEmpty() ? Long.MAX_VALUE : earliestEndNanos();
        Optional<Intent> last = sendingIntent();
        return last.isPresent() ? Math.min(earliest, last.get().tapNanos() + Outbox.INTENT_LIFE) : earliest;
    }

    /** Whether {@link #unconfirmed} has any. */
    boolean anyUnconfirmed() {
        return !intents.isEmpty();
    }

    /** The intents that the operating system has taken and the agent has not confirmed, in the order in which they went. */
    List<Intent> unconfirmed() {
        return intents.values().stream().map(MarkedIntent::intent).toList();
    }

    /** What follows goes to another agent, which may be one that answers no pings. After {@link #forgetConnection}. */
    void forgetAgent() {
        answered = false;
        timeNanos = 0;
        deviationNanos = 0;
    }

    /** What follows goes over another connection. */
    void forgetConnection() {
        sending = Optional.empty();
        others.clear();
        intents.clear();
        intentsByTap.clear();
        roundTripNanos = OptionalLong.empty();
        given = 0;
        marked = 0;
        confirmed = 0;
        answeredHere = false;
    }
}
