package nbe.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;

/**
 * The presences and intents that wait to be sent, in a line for each band, in which nothing overtakes anything and of two successive
 * presences only the newer stays. Over all lines there are two orders. Intents go in the order of the taps, each behind the presence
 * that stands before it in its band's line, and overtake what waits of other bands. Presences go in the order of the changes: first
 * those of bands that the agent knows, then those of strangers, of which any sender can invent as many as the air carries.
 *
 * <p>The queue drops a presence that would be no news, so a stranger that leaves before the agent heard of it costs nothing.
 *
 * <p>Every operation but {@link #forgetPresences} takes the same time however much waits. Pure; belongs to the core's thread.
 */
final class SendQueue {
    /** What waits of one band. */
    private static final class Line {
        private final BandAddress band;
        /** Each is a {@link PresenceChanged} or an {@link Intent}; the first is an intent, or a presence that is news. */
        private final Deque<Object> items = new ArrayDeque<>(2);
        /** The order that it is in while its first item is a presence; otherwise null. */
        private LinkedHashSet<Line> order;

        private long dueNanos;

        Line(BandAddress band) {
            this.band = band;
        }
    }

    private final ReportedPresences reported;
    private final Map<BandAddress, Line> lines = new HashMap<>();
    private final Deque<Intent> intents = new ArrayDeque<>();
    private final LinkedHashSet<Line> known = new LinkedHashSet<>();
    private final LinkedHashSet<Line> strangers = new LinkedHashSet<>();
    /** Of bands whose presence went a moment ago; roughly by the time at which the next may go. */
    private final LinkedHashSet<Line> paused = new LinkedHashSet<>();

    /** @param reported what the agent knows */
    SendQueue(ReportedPresences reported) {
        this.reported = reported;
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

    /** The presence of a band at the beginning of a connection, before the intents that already wait. */
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

    /** An intent that the transport had got when the connection ended: it is older than all that wait. After {@link #forgetPresences}. */
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

    /** Takes the next presence of a band that the agent knows and whose pause is over. */
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

    /** Time has come to {@code now}: ends the pauses that are over. */
    void onTime(long now) {
        while (!paused.isEmpty()) {
            Line line = paused.iterator().next();
            if (now - line.dueNanos < 0) {
                return;
            }
            move(line, known);
        }
    }

    /** When {@link #onTime} has something to do; {@link Long#MAX_VALUE}: never. */
    long deadlineNanos() {
        return paused.isEmpty() ? Long.MAX_VALUE : paused.iterator().next().dueNanos;
    }

    /** Whether a presence could go now. */
    boolean anyPresence() {
        return !known.isEmpty() || !strangers.isEmpty();
    }

    /** The connection is gone: the next one begins with a snapshot of all presences. */
    void forgetPresences() {
        List<Intent> waiting = new ArrayList<>(intents);
        intents.clear();
        lines.clear();
        known.clear();
        strangers.clear();
        paused.clear();
        waiting.forEach(this::add);
    }

    private Line lineOf(Intent intent) {
        return intent.band().map(lines::get).orElse(null);
    }

    /** Moves a line that has changed into the order that it belongs to now. */
    private void settle(Line line) {
        if (line.items.peekFirst() instanceof PresenceChanged first && !reported.isNews(first)) {
            line.items.removeFirst();
        }
        if (line.items.isEmpty()) {
            lines.remove(line.band);
            move(line, null);
        } else if (!(line.items.getFirst() instanceof PresenceChanged)) {
            move(line, null);
        } else if (line.order == null) {
            if (reported.knows(line.band)) {
                line.dueNanos = reported.pausedUntilNanos(line.band);
                move(line, paused);
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
}
