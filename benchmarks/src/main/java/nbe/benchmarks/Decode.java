package nbe.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import nbe.testing.Machine;
import nbe.testing.Report;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/decode}: runs {@link DecodeBenchmark} and compares it with the bare loop of the same run. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description =
                "Decodes the stream of a busy dongle (95 % foreign advertisements), from bytes to sightings, beside a"
                        + " loop that only steps over packet headers. Prints packets per second, their ratio, bytes allocated.",
        footer = {
            "",
            "Examples:",
            "  benchmarks/decode                 about 2 minutes",
            "  benchmarks/decode --quick         less than a minute",
            "  benchmarks/decode --jvm default   with the JVM's own options instead of the daemon's"
        })
public final class Decode implements Callable<Integer> {
    /** As in ./nbe. */
    private static final String[] DAEMON = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmx96m"};

    private static final String HEAD = "  %-40s %12s %13s %9s %9s %9s";
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
        Report report = new Report("decode");
        Map<String, RunResult> results = new TreeMap<>();
        collect(results, run("5", "bareWhole|barePortions|frame|parse|decode|decodeAndWatch|decodeAndTrack"));
        collect(results, run("0", "parse|parseTenPayloads|decode|decodeTenPayloads|decodeAndWatch"));
        collect(results, run("100", "decode|decodeAndWatch|decodeAndTrack"));
        report.title("Machine: " + Machine.describe());
        report.line("JVM options: %s", jvm == Jvm.DAEMON ? String.join(" ", DAEMON) : "none");
        report.line("");
        report.line(
                HEAD,
                "portions of " + BusyStream.PORTION + " bytes",
                "packets/s",
                "quartiles",
                "of bare",
                "of bare",
                "alloc.");
        report.line(HEAD, "", "median", "ns/packet", "portions", "array", "B/packet");
        Bare bare = new Bare(results.get("barePortions5"), results.get("bareWhole5"));
        bare.row(report, results.get("bareWhole5"), "bare loop over headers, one array");
        bare.row(report, results.get("barePortions5"), "bare loop over headers, portions");
        bare.row(report, results.get("frame5"), "framer");
        bare.row(report, results.get("parse5"), "framer + AD structures");
        bare.row(report, results.get("decode5"), "framer + AD structures + band filter");
        bare.row(report, results.get("decodeAndWatch5"), "the same + what is on the air");
        bare.row(report, results.get("decodeAndTrack5"), "framer + AD + filter + band tracker");
        bare.row(report, results.get("decode0"), "foreign only: framer + AD + filter");
        bare.row(report, results.get("decodeTenPayloads0"), "foreign only: the same, ten payloads");
        bare.row(report, results.get("decodeAndWatch0"), "foreign only: the same + what is on the air");
        bare.row(report, results.get("decode100"), "bands only: framer + AD + filter");
        bare.row(report, results.get("decodeAndTrack100"), "bands only: framer + AD + filter + tracker");
        double ratio = perSecond(results.get("decode5")) / perSecond(bare.portions());
        double ofForeign = allocated(results.get("decodeAndWatch0"));
        double ofBand = allocated(results.get("decodeAndWatch100"));
        double tenTimes = perSecond(results.get("decode0")) / perSecond(results.get("decodeTenPayloads0"));
        double tenTimesParse = perSecond(results.get("parse0")) / perSecond(results.get("parseTenPayloads0"));
        double ofForeignAmongTen = allocated(results.get("decodeTenPayloads0"));
        report.line("");
        report.line("Goals");
        report.line("  decoding at 0.35 of the bare loop or more: %s", met(ratio >= 0.35, ratio));
        report.line("  nothing allocated for a foreign advertisement: %s", met(ofForeign < 0.5, ofForeign));
        report.line("  ten payloads, foreign only: at most 1.3 times the time: %s", met(tenTimes <= 1.3, tenTimes));
        report.line("  the same without the filter: %s", met(tenTimesParse <= 1.3, tenTimesParse));
        report.line(
                "  ten payloads, foreign only: nothing allocated: %s", met(ofForeignAmongTen < 0.5, ofForeignAmongTen));
        report.line("  at most 96 B allocated for a band's: %s", met(ofBand <= 96, ofBand));
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
                    .warmupTime(TimeValue.milliseconds(300))
                    .measurementTime(TimeValue.milliseconds(300));
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

    /** The row with which the others are compared. */
    private record Bare(RunResult portions, RunResult whole) {
        void row(Report report, RunResult result, String what) {
            Statistics nanos = result.getPrimaryResult().getStatistics();
            report.line(
                    "  %-40s %12.0f %13s %9.2f %9.2f %9.2f",
                    what,
                    perSecond(result),
                    String.format(
                            Locale.ROOT,
                            "%.1f-%.1f",
                            nanos.getPercentile(25) / BusyStream.PACKETS,
                            nanos.getPercentile(75) / BusyStream.PACKETS),
                    perSecond(result) / perSecond(portions),
                    perSecond(result) / perSecond(whole),
                    allocated(result));
        }
    }

    private static double perSecond(RunResult result) {
        double nanos = result.getPrimaryResult().getStatistics().getPercentile(50);
        return BusyStream.PACKETS / nanos * 1e9;
    }

    private static double allocated(RunResult result) {
        return result.getSecondaryResults().get(ALLOCATED).getScore() / BusyStream.PACKETS;
    }
}
