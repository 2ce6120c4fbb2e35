package nbe.recording;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * What the adapters heard of the bands in some time. All times are nanoseconds from its beginning.
 *
 * @param name the file, for messages and output
 * @param sightings in the order in which they came, which is that of time except for races between adapters
 * @param marks in the order in which they were made
 * @param forgettings ascending
 */
public record Recording(String name, List<Sighting> sightings, List<Mark> marks, List<Forgetting> forgettings) {
    /** The band of a recording that names none: plain {@code t_seconds,rssi_dbm}. */
    public static final BandAddress NAMELESS = new BandAddress(0);

    private static final double NANOS_PER_SECOND = 1e9;

    /** Copies what it is given. */
    public Recording {
        sightings = List.copyOf(sightings);
        marks = List.copyOf(marks);
        forgettings = List.copyOf(forgettings);
    }

    /** Time of the last sighting, mark or forgetting; 0 if the recording is empty. */
    public long endNanos() {
        long end = forgettings.isEmpty()
                ? 0
                : forgettings.get(forgettings.size() - 1).atNanos();
        for (Sighting sighting : sightings) {
            end = Math.max(end, sighting.atNanos());
        }
        for (Mark mark : marks) {
            end = Math.max(end, mark.atNanos());
        }
        return end;
    }

    /** All bands that were heard. */
    public Set<BandAddress> bands() {
        Set<BandAddress> bands = new TreeSet<>();
        sightings.forEach(sighting -> bands.add(sighting.band()));
        return bands;
    }

    /** A line for each band and each payload by which it was recognised, in the order of the bands. */
    public List<String> recognised() {
        Map<String, Long> counts = sightings.stream()
                .filter(sighting -> !sighting.payload().isEmpty())
                .collect(Collectors.groupingBy(
                        sighting -> sighting.band() + "  a band by \"" + sighting.payload() + '"',
                        TreeMap::new,
                        Collectors.counting()));
        return counts.entrySet().stream()
                .map(band -> band.getKey() + ", advertisements: " + band.getValue())
                .toList();
    }

    /** A time of this recording in seconds, to the microsecond: an advertisement takes longer than that on the air. */
    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / NANOS_PER_SECOND);
    }

    /** The inverse of {@link #seconds}. */
    public static long nanos(double seconds) {
        return Math.round(seconds * NANOS_PER_SECOND);
    }
}
