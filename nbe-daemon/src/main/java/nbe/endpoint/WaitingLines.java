package nbe.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.endpoint.Outbox.Intent;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;

/**
 * The presences and intents that wait to be sent. Each band has a line of its own, in which nothing overtakes anything, and of
 * two presences in a row only the newer stays. Over all lines there are two orders: intents go in the order of the taps, each with
 * the presence that stands before it in its band's line, and overtake whatever waits of other bands. Presences go in the order
 * of the changes: first those of bands that the agent knows, then those of strangers, of which anybody with a radio can invent as many as
 * the air carries.
 *
 * <p>A presence that would be no news is not kept, so that a stranger that leaves before the agent heard of it costs nothing.
 *
 * <p>Every operation takes the same time however much waits. Pure; belongs to the core's thread.
 */
final class WaitingLines {
    /** What waits of one band. */
    private static final class Line {
        private final BandAddress band;
        /** Each is a {@link PresenceChanged} or an {@link Intent}; the first is a presence that is news, or an intent. */
        private final Deque<Object> items = new ArrayDeque<>(2);
        /** Where it stands while a presence is its first; null: nowhere. */
        private LinkedHashSet<Line> order;

        private long dueNanos;

        Line(BandAddress band) {
            this.band = band;
        }
    }

    private final ToldPresences told;
    private final Map<BandAddress, Line> lines = new HashMap<>();
    private final Deque<Intent> intents = new ArrayDeque<>();
    private final LinkedHashSet<Line> known = new LinkedHashSet<>();
    private final LinkedHashSet<Line> strangers = new LinkedHashSet<>();
    /** Of bands that the agent was told of a moment ago; the order in which they may be told again, nearly. */
    private final LinkedHashSet<Line> resting = new LinkedHashSet<>();

    /** @param told what the agent knows */
    WaitingLines(ToldPresences told) {
        this.told = told;
    }

    /** The presence of a band changed, after all that waits in its line. */
    void add(PresenceChanged presence) {
        Line line = lines.computeIfAbsent(presence.band(), Line::new);
        if (line.items.peekLast() instanceof PresenceChanged) {
            line.items.removeLast();
        }
        line.items.addLast(presence);
        settle(line);
    }

    /** The presence of a band at the beginning of a connection, before the intents that wait already. */
    void addFirst(PresenceChanged presence) {
        Line line = lines.computeIfAbsent(presence.band(), Line::new);
        if (line.items.peekFirst() instanceof PresenceChanged) {
            line.items.removeFirst();
        }
        line.items.addFirst(presence);
        settle(line);
    }

    void add(Intent intent) {
        intents.addLast(intent);
        intent.band()
                .ifPresent(band -> lines.computeIfAbsent(band, Line::new).items.addLast(intent));
    }

    /** One that was on its way when the connection was lost: it is older than all that wait. After {@link #forgetPresences}. */
    void putBack(Intent intent) {
        intents.addFirst(intent);
        intent.band()
                .ifPresent(band -> lines.computeIfAbsent(band, Line::new).items.addFirst(intent));
    }

    /** The intent that waits longest. */
    Optional<Intent> oldestIntent() {
        return Optional.ofNullable(intents.peekFirst());
    }

    int intents() {
        return intents.size();
    }

    /** Takes the presence that must go before the oldest intent, if there is one: that of the same band. */
    Optional<PresenceChanged> takePresenceBeforeIntent() {
        Line line = lineOf(intents.getFirst());
        return line != null && line.items.getFirst() instanceof PresenceChanged
                ? Optional.of(takePresence(line))
                : Optional.empty();
    }

    /** Takes the oldest intent, of which there is one; what stands behind it in its line moves up. */
    Intent takeIntent() {
        Intent intent = intents.removeFirst();
        Line line = lineOf(intent);
        if (line == null) {
            return intent;
        }
        // The oldest of all is the oldest of its line; before it stands one presence at most.
        Object first = line.items.removeFirst();
        if (first instanceof PresenceChanged before) {
            line.items.removeFirst();
            if (!(line.items.peekFirst() instanceof PresenceChanged)) {
                line.items.addFirst(before);
            }
        }
        settle(line);
        return intent;
    }

    /** Takes the next presence of a band that the agent knows and that may be told again. */
    Optional<PresenceChanged> takeKnown() {
        return takeFirst(known);
    }

    /** Takes the next presence of a band that the agent has not heard of. */
    Optional<PresenceChanged> takeStranger() {
        return takeFirst(strangers);
    }

    private Optional<PresenceChanged> takeFirst(LinkedHashSet<Line> order) {
        return order.isEmpty()
                ? Optional.empty()
                : Optional.of(takePresence(order.iterator().next()));
    }

    private PresenceChanged takePresence(Line line) {
        PresenceChanged presence = (PresenceChanged) line.items.removeFirst();
        settle(line);
        return presence;
    }

    /** Time has come to {@code now}: whoever has rested long enough may be told again. */
    void onTime(long now) {
        while (!resting.isEmpty()) {
            Line line = resting.iterator().next();
            if (now - line.dueNanos < 0) {
                return;
            }
            move(line, known);
        }
    }

    /** When {@link #onTime} has something to do; {@link Long#MAX_VALUE}: never. */
    long deadlineNanos() {
        return resting.isEmpty() ? Long.MAX_VALUE : resting.iterator().next().dueNanos;
    }

    /** Whether a presence could go now. */
    boolean anyPresence() {
        return !known.isEmpty() || !strangers.isEmpty();
    }

    /** The connection is gone: what the agent is to hear of presence is said anew on the next one. */
    void forgetPresences() {
        List<Intent> waiting = new ArrayList<>(intents);
        intents.clear();
        lines.clear();
        known.clear();
        strangers.clear();
        resting.clear();
        waiting.forEach(this::add);
    }

    private Line lineOf(Intent intent) {
        return intent.band().map(lines::get).orElse(null);
    }

    /** The line has changed: puts it where it belongs now. */
    private void settle(Line line) {
        if (line.items.peekFirst() instanceof PresenceChanged first && !told.isNews(first)) {
            line.items.removeFirst();
        }
        if (line.items.isEmpty()) {
            lines.remove(line.band);
            move(line, null);
        } else if (!(line.items.getFirst() instanceof PresenceChanged)) {
            move(line, null);
        } else if (line.order == null) {
            if (told.knows(line.band)) {
                line.dueNanos = told.restsUntilNanos(line.band);
                move(line, resting);
            } else {
                move(line, strangers);
            }
        }
    }

    private static void move(Line line, LinkedHashSet<Line> order) {
        if (line.order != null) {
            line.order.remove(line);
        }
        line.order = order;
        if (order != null) {
            order.add(line);
        }
    }

    /** How many presences wait. For tests. */
    int presences() {
        int all = 0;
        for (Iterator<Line> each = lines.values().iterator(); each.hasNext(); ) {
            all += (int) each.next().items.stream()
                    .filter(PresenceChanged.class::isInstance)
                    .count();
        }
        return all;
    }
}
