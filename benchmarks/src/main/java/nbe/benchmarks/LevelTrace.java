package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The levels of one band as they were recorded: a CSV file of {@code t_seconds,rssi_dbm}. */
final class LevelTrace {
    /** What the BLED112 reports, dBm. */
    private static final int FLOOR_DBM = -103;

    private static final int CEILING_DBM = -38;

    final double[] seconds;
    private final int[] rssiDbm;

    LevelTrace(double[] seconds, int[] rssiDbm) {
        this.seconds = seconds;
        this.rssiDbm = rssiDbm;
    }

    /** All traces below a folder, in the order of their names; files without samples are left out. */
    static List<LevelTrace> below(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        List<LevelTrace> traces = new ArrayList<>();
        for (Path file : files) {
            LevelTrace trace = of(Files.readAllLines(file));
            if (trace.size() > 0) {
                traces.add(trace);
            }
        }
        return traces;
    }

    private static LevelTrace of(List<String> lines) {
        double[] seconds = new double[Math.max(0, lines.size() - 1)];
        int[] levels = new int[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            seconds[i] = Double.parseDouble(cells[0]);
            levels[i] = Integer.parseInt(cells[1].strip());
        }
        return new LevelTrace(seconds, levels);
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
        return Math.max(FLOOR_DBM, Math.min(CEILING_DBM, rssiDbm[i] + shiftDb));
    }
}
