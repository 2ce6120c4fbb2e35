package nbe.tap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Plays recorded RSSI through a tracker and prints the taps: {@code {"trace":"group/name","t":12.34}}, one a line.
 *
 * <p>Arguments: a folder, and, if wanted, {@code rule windowTap thresholdDbm}. Every {@code .csv} file below the folder is one
 * weak band; its first line is a heading, the others are {@code t_seconds,rssi_dbm}. The name of a trace is its path below the
 * folder without the ending.
 */
final class TraceReplay {
    private TraceReplay() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        TapRule rule = arguments.length > 1 ? TapRule.valueOf(arguments[1].toUpperCase(Locale.ROOT)) : TapRule.ADAPTIVE;
        int windowTap = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        int thresholdDbm = arguments.length > 3 ? Integer.parseInt(arguments[3]) : -42;
        TapSettings settings = new TapSettings(
                rule, windowTap, Math.max(windowTap, 50), thresholdDbm, -60, -64, Duration.ofSeconds(30));
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/').replaceFirst("\\.csv$", "");
            for (double seconds : taps(settings, file)) {
                System.out.printf(Locale.ROOT, "{\"trace\":\"%s\",\"t\":%.6f}%n", name, seconds);
            }
        }
    }

    private static List<Double> taps(TapSettings settings, Path file) {
        Air air = new Air(settings);
        try (Stream<String> lines = Files.lines(file)) {
            lines.skip(1).forEach(line -> {
                String[] cells = line.split(",", -1);
                air.hear(Double.parseDouble(cells[0]), Integer.parseInt(cells[1]));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return air.tapSeconds();
    }
}
