package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Machine;
import nbe.testing.MeasuredProgram;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.Spread;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code benchmarks/image}: the packaged image beside plain {@code java -jar}, taking turns in the same run. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Starts the packaged image and plain 'java -jar nbe.jar' (the JDK of JAVA_HOME) in turns, lets both hear"
                        + " the same number of advertisements at the same time, and prints start, memory and size beside the goals.",
        footer = {
            "",
            "Examples:",
            "  benchmarks/image --starts 15 --seconds 600",
            "  benchmarks/image --options --starts 5 --seconds 120",
            "  benchmarks/image --options --change '-XX:SharedArchiveFile=/tmp/other.jsa' --change '-Xmn4m'"
        })
public final class Image implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MEGA = 1e6;
    private static final Duration LIFE = Duration.ofMillis(500);
    private static final long SEED = 5;

    private static final double START_GOAL = 2;
    private static final double MEMORY_GOAL_MIB = 64;
    private static final double PACKAGE_GOAL_MB = 45;

    @Option(names = "--starts", paramLabel = "COUNT", description = "How many starts of each.")
    private int starts = 15;

    @Option(
            names = "--seconds",
            paramLabel = "COUNT",
            description = "How long both hear advertisements; 0: not at all.")
    private int seconds = 600;

    @Option(names = "--rate", paramLabel = "PER_SECOND", description = "Advertisements a second, of each.")
    private int rate = 500;

    @Option(
            names = "--options",
            description = "Instead: the image as it is beside the image with one of its options changed at a time.")
    private boolean options;

    @Option(
            names = "--change",
            paramLabel = "OPTIONS",
            showDefaultValue = Visibility.NEVER,
            description =
                    "With --options: these options of the JVM, instead of the list that is there; may be repeated.")
    private List<String> changes = List.of();

    @Option(names = "--clone", hidden = true, required = true, description = "The clone.")
    private Path clone;

    private final Report report = new Report("image");

    private Image() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Image()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Path plain = plainLauncher();
        Path image = clone.resolve("packaging/target/image/bin/nbe");
        try {
            report.line("Machine: %s", Machine.describe());
            if (options) {
                ImageOptions.of(changes).measure(image, starts, rate, Duration.ofSeconds(seconds), report);
            } else {
                start(plain, image);
                if (seconds > 0) {
                    memory(plain, image);
                }
                size();
            }
            report.title(
                    String.format(Locale.ROOT, "Load average of the machine at the end: %.1f", Machine.loadAverage()));
            return 0;
        } catch (RigFailure e) {
            report.progress("%s", e.getMessage());
            return 1;
        } finally {
            Files.delete(plain);
        }
    }

    /** The command of an operator who has the jar and a JDK. */
    private Path plainLauncher() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return ImageOptions.script("exec \"" + java + "\" -jar \"" + clone.resolve("nbe-daemon/target/nbe.jar") + "\"");
    }

    private void start(Path plain, Path image) throws RigFailure, IOException, InterruptedException {
        List<Double> plainStarts = new ArrayList<>();
        List<Double> imageStarts = new ArrayList<>();
        try (Site one = Site.open(plain);
                Site other = Site.open(image)) {
            oneStart(one); // the first ones fill the page cache
            oneStart(other);
            for (int i = 1; i <= starts; i++) {
                plainStarts.add(oneStart(one));
                imageStarts.add(oneStart(other));
                report.progress(
                        "start %d of %d: %.0f and %.0f ms", i, starts, plainStarts.get(i - 1), imageStarts.get(i - 1));
            }
        }
        Spread before = Spread.of(plainStarts);
        Spread after = Spread.of(imageStarts);
        report.title("Start to scanning (process start to gap_discover at the dongle), in turns");
        report.spreadHead();
        report.spread("java -jar nbe.jar", before, "ms");
        report.spread("image", after, "ms");
        double times = before.median() / after.median();
        verdict(times >= START_GOAL, "%.2f times as fast, by the medians (goal: %.0f)", times, START_GOAL);
    }

    private static double oneStart(Site site) throws RigFailure, IOException, InterruptedException {
        Site.Started started = site.startDaemon();
        try (MeasuredProgram daemon = started.daemon()) {
            daemon.runOn(LIFE);
            daemon.terminate();
        }
        site.check();
        return started.discoverNanos() / NANOS_PER_MILLI;
    }

    private void memory(Path plain, Path image) throws RigFailure, IOException, InterruptedException {
        try (Site one = Site.open(plain);
                Site other = Site.open(image)) {
            one.populate(Street.of(rate, new SplittableRandom(SEED)));
            other.populate(Street.of(rate, new SplittableRandom(SEED)));
            report.progress("%d advertisements/s to each for %d s", rate, seconds);
            try (MeasuredProgram first = one.startDaemon().daemon();
                    MeasuredProgram second = other.startDaemon().daemon()) {
                long from = SimulatedDongle.now();
                second.runOn(Duration.ofSeconds(seconds));
                double took = (SimulatedDongle.now() - from) / 1e9;
                report.title(String.format(
                        Locale.ROOT, "Memory and CPU after %.0f s at %d advertisements a second", took, rate));
                report.line("  %-20s %10s %10s %12s %15s", "", "VmRSS", "VmHWM", "heard", "CPU");
                report.line("  %-20s %10s %10s %12s %15s", "", "MiB", "MiB", "adverts/s", "% of one core");
                double before = row("java -jar nbe.jar", first, one, took);
                double after = row("image", second, other, took);
                verdict(
                        after < MEMORY_GOAL_MIB,
                        "%.1f MiB resident (goal: under %.0f), %.0f %% of the other's",
                        after,
                        MEMORY_GOAL_MIB,
                        100 * after / before);
                first.terminate();
                second.terminate();
            }
            one.check();
            other.check();
        }
    }

    private double row(String what, MeasuredProgram daemon, Site site, double seconds) throws RigFailure {
        double rss = daemon.memoryMib("VmRSS");
        report.line(
                "  %-20s %10.1f %10.1f %12.0f %15.2f",
                what,
                rss,
                daemon.memoryMib("VmHWM"),
                site.heardAdverts() / seconds,
                100 * daemon.cpu().toNanos() / 1e9 / seconds);
        return rss;
    }

    private void size() throws IOException {
        report.title("Size");
        try (Stream<Path> files = Files.walk(clone.resolve("packaging/target/image"))) {
            double all = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            report.line("  %-46s %9.1f MB", "image, unpacked", all / MEGA);
        }
        try (Stream<Path> files = Files.list(clone.resolve("packaging/target"))) {
            for (Path deb : files.filter(file -> file.toString().endsWith(".deb"))
                    .sorted()
                    .toList()) {
                double size = Files.size(deb) / MEGA;
                report.line("  %-46s %9.1f MB", deb.getFileName(), size);
                verdict(size < PACKAGE_GOAL_MB, "%.1f MB (goal: under %.0f)", size, PACKAGE_GOAL_MB);
            }
        }
    }

    private void verdict(boolean met, String format, Object... values) {
        report.line("  %s: %s", met ? "met" : "NOT MET", String.format(Locale.ROOT, format, values));
    }
}
