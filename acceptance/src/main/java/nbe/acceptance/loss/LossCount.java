package nbe.acceptance.loss;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import nbe.acceptance.loss.LossBands.Tap;

/**
 * Compares the taps with the intents that arrived and those that the daemon reports as dropped: each tap must be in one of the
 * two, or in both if the daemon could not know. Pure.
 */
final class LossCount {
    /** The longest time from a tap to its intent's time or log line. */
    private static final Duration NEAR_ENOUGH = Duration.ofSeconds(10);

    /** Rig and daemon read two clocks one after the other, and a busy machine may interrupt between the two. */
    private static final Duration EARLIER = Duration.ofMillis(500);

    /** A span of time. */
    record Window(long fromNanos, long toNanos) {
        boolean overlaps(long beginNanos, long endNanos) {
            return fromNanos - endNanos < 0 && beginNanos - toNanos < 0;
        }
    }

    /** An intent as the agent got it; in the order in which it got them. */
    record Arrival(String band, Instant time, long atNanos) {}

    /** A line of the daemon's log that says that an intent was dropped. */
    record Drop(String band, Instant at, String reason) {}

    private final Map<String, NavigableMap<Instant, Tap>> byBand = new HashMap<>();
    private final List<Tap> taps;
    private final List<Window> absences;
    private final long allowanceNanos;
    private final TreeSet<Integer> arrived = new TreeSet<>();
    private final TreeSet<Integer> dropped = new TreeSet<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<Double> agesMillis = new ArrayList<>();
    private int late;
    private int lateByTheAgent;
    private int twice;
    private int outOfOrder;
    private int ofNoTap;
    private int droppedTwice;
    private int droppedOfNoTap;

    /**
     * @param allowanceNanos how old an intent may be when it arrives
     * @param standstills in which it was the agent that did not read
     * @param absences in which there was nobody to pass an intent on to
     */
    LossCount(
            List<Tap> taps,
            List<Arrival> arrivals,
            List<Drop> drops,
            List<Window> standstills,
            List<Window> absences,
            long allowanceNanos) {
        this.taps = List.copyOf(taps);
        this.absences = List.copyOf(absences);
        this.allowanceNanos = allowanceNanos;
        for (Tap tap : taps) {
            byBand.computeIfAbsent(tap.band(), band -> new TreeMap<>()).put(tap.at(), tap);
        }
        int newest = -1;
        for (Arrival arrival : arrivals) {
            Optional<Tap> tap = tapOf(arrival.band(), arrival.time());
            if (tap.isEmpty()) {
                ofNoTap++;
                continue;
            }
            int number = tap.get().number();
            long age = arrival.atNanos() - tap.get().atNanos();
            boolean excused =
                    standstills.stream().anyMatch(s -> s.overlaps(tap.get().atNanos(), arrival.atNanos()));
            twice += arrived.add(number) ? 0 : 1;
            if (age > allowanceNanos && excused) {
                lateByTheAgent++;
                continue;
            }
            agesMillis.add(age / 1e6);
            late += age > allowanceNanos ? 1 : 0;
            outOfOrder += number < newest ? 1 : 0;
            newest = Math.max(newest, number);
        }
        for (Drop drop : drops) {
            Optional<Tap> tap = tapOf(drop.band(), drop.at());
            if (tap.isEmpty()) {
                droppedOfNoTap++;
                continue;
            }
            droppedTwice += dropped.add(tap.get().number()) ? 0 : 1;
            reasons.merge(drop.reason(), 1, Integer::sum);
        }
    }

    /** The last tap of that band before that time. */
    private Optional<Tap> tapOf(String band, Instant time) {
        NavigableMap<Instant, Tap> own = byBand.getOrDefault(band, new TreeMap<>());
        Map.Entry<Instant, Tap> entry = own.floorEntry(time.plus(EARLIER));
        return entry == null || entry.getKey().plus(NEAR_ENOUGH).isBefore(time)
                ? Optional.empty()
                : Optional.of(entry.getValue());
    }

    /** How many taps were made. */
    int taps() {
        return taps.size();
    }

    /** How many of them arrived. */
    int arrived() {
        return arrived.size();
    }

    /** How many the daemon said it dropped. */
    int dropped() {
        return dropped.size();
    }

    /** How many of the dropped, why. */
    Map<String, Integer> reasons() {
        return Map.copyOf(reasons);
    }

    /** How many are in both counts: the daemon could not know. */
    int both() {
        return (int) dropped.stream().filter(arrived::contains).count();
    }

    /** How many arrived later than allowed though the agent ran. Must be 0. */
    int late() {
        return late;
    }

    /** How many arrived later than allowed since the agent itself stood still. */
    int lateByTheAgent() {
        return lateByTheAgent;
    }

    /** How many arrived a second time. Must be 0. */
    int twice() {
        return twice;
    }

    /** How many arrived after a later tap. Must be 0. */
    int outOfOrder() {
        return outOfOrder;
    }

    /** Intents, and lines about dropped ones, of which there was no tap, or of which there was a line already. Must be 0. */
    int invented() {
        return ofNoTap + droppedOfNoTap + droppedTwice;
    }

    /** The taps that are in no count. Must be empty. */
    List<Tap> unexplained() {
        return missing(false);
    }

    /** The taps that reached the agent while it had nobody to pass them on to. */
    int toNobody() {
        return missing(true).size();
    }

    private List<Tap> missing(boolean excused) {
        return taps.stream()
                .filter(tap -> !arrived.contains(tap.number()) && !dropped.contains(tap.number()))
                .filter(tap -> absences.stream()
                                .anyMatch(window -> window.overlaps(tap.atNanos(), tap.atNanos() + allowanceNanos))
                        == excused)
                .toList();
    }

    /** Ages at arrival in ms, without those that the agent itself delayed. */
    List<Double> agesMillis() {
        return List.copyOf(agesMillis);
    }
}
