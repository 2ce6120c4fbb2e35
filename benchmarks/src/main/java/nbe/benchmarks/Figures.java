package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import nbe.testing.Machine;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code benchmarks/figures}: measures the daemon from outside. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        description =
                "Measures the daemon as a process of its own (./nbe run), with a simulated dongle on a pseudo-terminal"
                        + " and a WebSocket agent in this process, and prints a table. Exit status 1: the daemon failed.",
        footer = {
            "",
            "Examples:",
            "  benchmarks/figures                 all of it, about 10 minutes",
            "  benchmarks/figures --quick         less of it, about 3 minutes",
            "  benchmarks/figures tap --taps 1000",
            "  benchmarks/figures load --rates 500 --seconds 600",
            "  benchmarks/figures control --taps 1000 --seconds 300",
            "  benchmarks/figures idle --starts 10 --beside /tmp/old/nbe",
            "  JAVA_HOME=/usr/lib/jvm/… NBE_JAVA_OPTS=-Xmx48m benchmarks/figures"
        })
public final class Figures implements Callable<Integer> {
    private enum Kind {
        START,
        LOAD,
        TAP,
        CROWD,
        CARD,
        CONTROL,
        IDLE
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "FIGURE",
            description = "start: time to ble_ready, and to stop. load: CPU and memory. tap: latency of an intent."
                    + " crowd: memory and CPU with 10,000 bands. card: latency of a card, by itself only, as it needs namespaces."
                    + " control: latency of an intent and memory while clients ask at the control socket. idle: memory and CPU"
                    + " with the control socket and without. None: the first five.")
    private List<Kind> kinds = List.of();

    @Option(names = "--quick", description = "Fewer starts and taps, 10 s of load, the rates 0 and 500.")
    private boolean quick;

    @Option(names = "--starts", paramLabel = "COUNT", description = "How many starts (default: 15; quick: 3).")
    private Integer starts;

    @Option(names = "--taps", paramLabel = "COUNT", description = "How many taps (default: 200; quick: 30).")
    private Integer taps;

    @Option(names = "--cards", paramLabel = "COUNT", description = "How many cards (default: 200; quick: 30).")
    private Integer cards;

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "PER_SECOND",
            description =
                    "Advertisements per second of load, 0 or 100 to 5000 (default: 0,500,2000,5000; quick: 0,500).")
    private List<Integer> rates;

    @Option(
            names = "--seconds",
            paramLabel = "COUNT",
            description = "How long each load lasts, or the clients of control stay (default: 60; quick: 10).")
    private Integer seconds;

    @Option(
            names = "--beside",
            paramLabel = "LAUNCHER",
            description = "Of idle: the nbe of another clone or package, measured in the same run.")
    private Path beside;

    @Option(names = "--launcher", hidden = true, required = true, description = "The clone's nbe.")
    private Path launcher;

    private Figures() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Figures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Report report = new Report("figures");
        Set<Kind> wanted = kinds.isEmpty() ? EnumSet.range(Kind.START, Kind.CARD) : EnumSet.copyOf(kinds);
        try {
            report.line("Machine: %s", Machine.describe());
            String options = System.getenv("NBE_JAVA_OPTS");
            if (options != null && !options.isBlank()) {
                report.line("NBE_JAVA_OPTS: %s", options);
            }
            if (wanted.contains(Kind.START)) {
                StartFigure.measure(launcher, or(starts, 15, 3), report);
            }
            if (wanted.contains(Kind.LOAD)) {
                List<Integer> some = quick ? List.of(0, 500) : List.of(0, 500, 2000, 5000);
                LoadFigure.measure(
                        launcher, rates == null ? some : rates, Duration.ofSeconds(or(seconds, 60, 10)), report);
            }
            if (wanted.contains(Kind.TAP)) {
                TapFigure.measure(launcher, List.of(0, 2000), or(taps, 200, 30), report);
            }
            if (wanted.contains(Kind.CROWD)) {
                CrowdFigure.measure(launcher, Duration.ofSeconds(or(seconds, 60, 10)), report);
            }
            if (wanted.contains(Kind.CARD)) {
                CardFigure.measure(launcher, or(cards, 200, 30), report);
            }
            if (wanted.contains(Kind.CONTROL)) {
                ControlFigure.measure(launcher, or(taps, 1000, 100), Duration.ofSeconds(or(seconds, 60, 10)), report);
            }
            if (wanted.contains(Kind.IDLE)) {
                IdleFigure.of(launcher, Optional.ofNullable(beside))
                        .measure(or(starts, 15, 3), Duration.ofSeconds(or(seconds, 60, 10)), report);
            }
            report.title(
                    String.format(Locale.ROOT, "Load average of the machine at the end: %.1f", Machine.loadAverage()));
            return 0;
        } catch (RigFailure e) {
            report.progress("%s", e.getMessage());
            return 1;
        }
    }

    private int or(Integer given, int full, int fast) {
        if (given != null) {
            return given;
        }
        return quick ? fast : full;
    }
}
