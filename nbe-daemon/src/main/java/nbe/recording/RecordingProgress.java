package nbe.recording;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/** The line that a terminal shows each second while a recording grows. For one thread. */
public final class RecordingProgress {
    private static final int MOST_SHOWN = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final class Heard {
        private int count;
        private long sumDbm;
    }

    private final long startNanos;
    private final Map<BandAddress, Heard> bands = new TreeMap<>();
    private long sinceNanos;
    private long total;

    /** @param startNanos by the clock of the sightings */
    public RecordingProgress(long startNanos) {
        this.startNanos = startNanos;
        this.sinceNanos = startNanos;
    }

    /** One more. */
    public void sighting(Sighting sighting) {
        Heard heard = bands.computeIfAbsent(sighting.band(), band -> new Heard());
        heard.count++;
        heard.sumDbm += sighting.rssiDbm();
        total++;
    }

    /** All sightings so far. */
    public long total() {
        return total;
    }

    /** All bands so far. */
    public int bands() {
        return bands.size();
    }

    /** Time, bands, and of each the rate and the mean since this was last asked for; at most four bands. */
    public String line(long nowNanos) {
        double seconds = Math.max(1, nowNanos - sinceNanos) / NANOS_PER_SECOND;
        StringJoiner line = new StringJoiner(", ");
        line.add(String.format(
                Locale.ROOT, "%.0f s: %d bands", (nowNanos - startNanos) / NANOS_PER_SECOND, bands.size()));
        int shown = 0;
        for (Map.Entry<BandAddress, Heard> band : bands.entrySet()) {
            Heard heard = band.getValue();
            if (heard.count > 0 && shown < MOST_SHOWN) {
                shown++;
                line.add(String.format(
                        Locale.ROOT,
                        "%s %.1f/s %.1f dBm",
                        band.getKey(),
                        heard.count / seconds,
                        (double) heard.sumDbm / heard.count));
            }
            heard.count = 0;
            heard.sumDbm = 0;
        }
        sinceNanos = nowNanos;
        return line.toString();
    }
}
