package nbe.benchmarks.proximity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The levels of one band over time.
 *
 * @param seconds when each was heard, ascending
 * @param levelsDbm as many levels
 */
record RssiTrace(String name, double[] seconds, int[] levelsDbm) {
    /** A level is that of the samples within so many seconds before and after. */
    private static final double AROUND_SECONDS = 1;

    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * All traces below a folder: each {@code .csv} file is one, with a heading and then {@code t_seconds,rssi_dbm}.
     *
     * @throws IOException if one cannot be read
     */
    static List<RssiTrace> below(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        List<RssiTrace> traces = new ArrayList<>();
        for (Path file : files) {
            traces.add(read(file));
        }
        return traces;
    }

    private static RssiTrace read(Path file) throws IOException {
        List<String[]> rows = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        try {
            return new RssiTrace(
                    file.toString(),
                    rows.stream().mapToDouble(row -> Double.parseDouble(row[0])).toArray(),
                    rows.stream().mapToInt(row -> Integer.parseInt(row[1])).toArray());
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + ": a line is not t_seconds,rssi_dbm", e);
        }
    }

    double hours() {
        return seconds.length == 0 ? 0 : (seconds[seconds.length - 1] - seconds[0]) / SECONDS_PER_HOUR;
    }

    /** The median of all its levels, dBm. */
    int medianDbm() {
        int[] sorted = levelsDbm.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** At each sample the median of the levels within a second before and after, dBm: the level without its fast fading. */
    double[] smoothedDbm() {
        double[] smoothed = new double[seconds.length];
        int from = 0;
        int to = 0;
        for (int i = 0; i < seconds.length; i++) {
            while (seconds[from] < seconds[i] - AROUND_SECONDS) {
                from++;
            }
            while (to < seconds.length && seconds[to] <= seconds[i] + AROUND_SECONDS) {
                to++;
            }
            int[] near = Arrays.copyOfRange(levelsDbm, from, to);
            Arrays.sort(near);
            smoothed[i] = (near[(near.length - 1) / 2] + near[near.length / 2]) / 2.0;
        }
        return smoothed;
    }
}
