package nbe.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/decode}: runs {@link DecodeBenchmark} and sets it beside the bare loop of the same run. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description =
                "Decodes the stream of a busy dongle (95 % foreign advertisements), from bytes to sightings, beside a"
                        + " loop that only steps over packet headers. Prints packets per second, their ratio, bytes allocated.",
        footer = {
            "",
            "Examples:",
            "  benchmarks/decode                 about 3 minutes",
            "  benchmarks/decode --quick         about 1 minute",
            "  benchmarks/decode --jvm default   with the JVM's own options instead of the daemon's"
        })
public final class Decode implements Callable<Integer> {
    /** As in ./nbe. */
    private static final String[] DAEMON = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmx96m"};

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private enum Jvm {
        DAEMON,
        DEFAULT
    }

    @Option(names = "--quick", description = "One fork and short iterations.")
    private boolean quick;

    @Option(
            names = "--jvm",
            paramLabel = "OPTIONS",
            defaultValue = "daemon",
            description = "daemon: options as in ./nbe (first compiler only); default: none (default: daemon).")
    private Jvm jvm;

    private Decode() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Decode())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws RunnerException {
        Report report = new Report(System.out, System.err);
        Map<String, RunResult> results = new TreeMap<>();
        collect(results, run("5", "bareWhole|barePortions|frame|decode|decodeAndTrack"));
        collect(results, run("0", "decode"));
        collect(results, run("100", "decode|decodeAndTrack"));
        report.title("Machine: " + Machine.describe());
        report.line("JVM options: %s", jvm == Jvm.DAEMON ? String.join(" ", DAEMON) : "none");
        double whole = perSecond(results, "bareWhole", 5);
        double portions = perSecond(results, "barePortions", 5);
        report.line("");
        report.line(
                "  %-50s %12s %9s %10s %10s %10s",
                "portions of " + BusyStream.PORTION + " bytes",
                "packets/s",
                "+- 99.9 %",
                "of bare",
                "of bare",
                "allocated");
        report.line("  %-50s %12s %9s %10s %10s %10s", "", "", "", "portions", "array", "B/packet");
        row(report, results, "bareWhole", 5, "bare loop over headers, one array", portions, whole);
        row(report, results, "barePortions", 5, "bare loop over headers, portions", portions, whole);
        row(report, results, "frame", 5, "framer", portions, whole);
        row(report, results, "decode", 5, "framer + AD structures + band filter", portions, whole);
        row(report, results, "decodeAndTrack", 5, "the same + band tracker", portions, whole);
        row(report, results, "decode", 0, "foreign only: framer + AD + filter", portions, whole);
        row(report, results, "decode", 100, "bands only: framer + AD + filter", portions, whole);
        row(report, results, "decodeAndTrack", 100, "bands only: the same + band tracker", portions, whole);
        double ratio = perSecond(results, "decode", 5) / portions;
        report.line("");
        report.line(
                "Goals: decoding at 0.35 of the bare loop or more: %s; nothing allocated for a foreign advertisement: %s;"
                        + " at most 96 B for a band's: %s",
                met(ratio >= 0.35, ratio),
                met(allocated(results, "decode", 0) < 0.5, allocated(results, "decode", 0)),
                met(allocated(results, "decode", 100) <= 96, allocated(results, "decode", 100)));
        return 0;
    }

    private static String met(boolean is, double value) {
        return String.format(Locale.ROOT, "%s (%.2f)", is ? "met" : "NOT met", value);
    }

    private Collection<RunResult> run(String bandPercent, String methods) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + DecodeBenchmark.class.getName().replace(".", "\\.") + "\\.(" + methods + ")$")
                .param("bandPercent", bandPercent)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        if (jvm == Jvm.DAEMON) {
            options = options.jvmArgsAppend(DAEMON);
        }
        if (quick) {
            options = options.forks(1)
                    .warmupIterations(2)
                    .measurementIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementTime(TimeValue.milliseconds(500));
        }
        return new Runner(options.build()).run();
    }

    private static void collect(Map<String, RunResult> results, Collection<RunResult> some) {
        for (RunResult result : some) {
            String name = result.getParams().getBenchmark();
            results.put(
                    name.substring(name.lastIndexOf('.') + 1)
                            + result.getParams().getParam("bandPercent"),
                    result);
        }
    }

    private static void row(
            Report report,
            Map<String, RunResult> results,
            String method,
            int bandPercent,
            String what,
            double portions,
            double whole) {
        Result<?> speed = results.get(method + bandPercent).getPrimaryResult();
        report.line(
                "  %-50s %12.0f %8.0f%% %10.2f %10.2f %10.2f",
                what,
                speed.getScore(),
                100 * speed.getScoreError() / speed.getScore(),
                speed.getScore() / portions,
                speed.getScore() / whole,
                allocated(results, method, bandPercent));
    }

    private static double perSecond(Map<String, RunResult> results, String method, int bandPercent) {
        return results.get(method + bandPercent).getPrimaryResult().getScore();
    }

    private static double allocated(Map<String, RunResult> results, String method, int bandPercent) {
        return results.get(method + bandPercent)
                .getSecondaryResults()
                .get(ALLOCATED)
                .getScore();
    }
}
