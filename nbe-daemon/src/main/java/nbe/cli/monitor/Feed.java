package nbe.cli.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import nbe.control.status.BandRow;
import nbe.control.status.Status;

/** Collects what the daemon answers. Any thread may call any method. */
final class Feed {
    /** Levels within this time are averaged: about as much as a tap rule takes together. */
    private static final Duration LEVEL_WINDOW = Duration.ofSeconds(1);

    /** How long a band that the daemon no longer lists stays in the picture. */
    private static final Duration SHOWN_ABSENT = Duration.ofSeconds(60);

    private static final int MOST_TAPS = 50;

    private final InstantSource clock;
    // All of these: guarded by this.
    private final Map<String, Seen> bands = new LinkedHashMap<>();
    private final Set<Tap> known = new HashSet<>();
    private final ArrayDeque<Tap> taps = new ArrayDeque<>();
    private Optional<Status> status = Optional.empty();
    private Optional<String> lost = Optional.empty();
    private Instant lastAnswer = Instant.EPOCH;

    Feed(InstantSource clock) {
        this.clock = clock;
    }

    /** The daemon has answered. */
    synchronized void answered(Status answer) {
        Instant now = clock.instant();
        boolean anotherDaemon =
                status.filter(last -> !last.started().equals(answer.started())).isPresent();
        if (anotherDaemon) {
            bands.clear();
        }
        status = Optional.of(answer);
        lastAnswer = now;
        lost = Optional.empty();
        for (BandRow row : answer.bands()) {
            bands.computeIfAbsent(row.device(), address -> new Seen()).take(row, now);
            row.lastIntent().ifPresent(tap -> tapped(new Tap(tap.time(), tap.type(), row.device())));
        }
        bands.values().removeIf(seen -> seen.lastListed.plus(SHOWN_ABSENT).isBefore(now));
    }

    /** The daemon does not answer. */
    synchronized void lost(String reason) {
        lost = Optional.of(reason);
    }

    /** The daemon has reported a tap; one that is known does not count again. */
    synchronized void tapped(Tap tap) {
        if (!known.add(tap)) {
            return;
        }
        List<Tap> all = new ArrayList<>(taps);
        all.add(tap);
        all.sort(Comparator.comparing(Tap::time).reversed());
        taps.clear();
        taps.addAll(all.subList(0, Math.min(MOST_TAPS, all.size())));
        known.retainAll(taps);
    }

    /** What is known now. */
    synchronized Moment now() {
        Instant now = clock.instant();
        List<Band> rows =
                bands.values().stream().map(seen -> seen.at(now, lastAnswer)).toList();
        return new Moment(now, status, lost, rows, List.copyOf(taps));
    }

    /** One band. */
    private static final class Seen {
        private final ArrayDeque<Map.Entry<Instant, Integer>> levels = new ArrayDeque<>();
        private BandRow row;
        private Instant lastListed;

        private void take(BandRow newest, Instant now) {
            row = newest;
            lastListed = now;
            newest.rssi().ifPresent(level -> levels.add(Map.entry(now, level)));
            Iterator<Map.Entry<Instant, Integer>> oldest = levels.iterator();
            while (oldest.hasNext() && oldest.next().getKey().plus(LEVEL_WINDOW).compareTo(now) <= 0) {
                oldest.remove();
            }
        }

        private Band at(Instant now, Instant lastAnswer) {
            double silent = Duration.between(lastListed, now).toMillis() / 1000.0;
            OptionalDouble level = levels.stream().mapToInt(Map.Entry::getValue).average();
            return new Band(row, level, row.lastHeardS() + silent, lastListed.isBefore(lastAnswer));
        }
    }
}
