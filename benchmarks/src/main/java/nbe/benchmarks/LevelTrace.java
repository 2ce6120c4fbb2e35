package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nbe.recording.Recording;
import nbe.recording.RecordingException;
import nbe.recording.RecordingReader;
import nbe.simulator.air.RadioModel;
import nbe.tap.Sighting;

/** The levels of one band as they were recorded: a CSV file of {@code t_seconds,rssi_dbm}. */
final class LevelTrace {
    private static final double NANOS_PER_SECOND = 1e9;

    final double[] seconds;
    private final int[] rssiDbm;

    LevelTrace(double[] seconds, int[] rssiDbm) {
        this.seconds = seconds;
        this.rssiDbm = rssiDbm;
    }

    /** All traces below a folder, in the order of their names; files without samples are left out. */
    static List<LevelTrace> below(Path folder) throws IOException, RecordingException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        List<LevelTrace> traces = new ArrayList<>();
        for (Path file : files) {
            LevelTrace trace = of(RecordingReader.read(file));
            if (trace.size() > 0) {
                traces.add(trace);
            }
        }
        return traces;
    }

    private static LevelTrace of(Recording recording) {
        List<Sighting> heard = recording.sightings();
        return new LevelTrace(
                heard.stream()
                        .mapToDouble(sighting -> sighting.atNanos() / NANOS_PER_SECOND)
                        .toArray(),
                heard.stream().mapToInt(Sighting::rssiDbm).toArray());
    }

    int size() {
        return seconds.length;
    }

    double hours() {
        return (seconds[size() - 1] - seconds[0]) / 3600;
    }

    int medianDbm() {
        int[] sorted = rssiDbm.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Rounded. */
    int meanDbm() {
        return (int) Math.round(Arrays.stream(rssiDbm).average().orElseThrow());
    }

    /** At each sample the median of those within a second before and after: the level without its fast fading, dBm. */
    double[] smoothedDbm() {
        double[] smoothed = new double[size()];
        int from = 0;
        int to = 0;
        for (int i = 0; i < size(); i++) {
            while (seconds[from] < seconds[i] - 1) {
                from++;
            }
            while (to < size() && seconds[to] <= seconds[i] + 1) {
                to++;
            }
            int[] around = Arrays.copyOfRange(rssiDbm, from, to);
            Arrays.sort(around);
            smoothed[i] = (around[(around.length - 1) / 2] + around[around.length / 2]) / 2.0;
        }
        return smoothed;
    }

    /** The i-th level as a dongle would report it if all were so much stronger. */
    int levelDbm(int i, int shiftDb) {
        return Math.max(RadioModel.FLOOR_DBM, Math.min(RadioModel.CEILING_DBM, rssiDbm[i] + shiftDb));
    }
}
