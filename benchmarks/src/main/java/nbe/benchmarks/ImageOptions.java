package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import nbe.testing.MeasuredProgram;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.Spread;

/** The effect of each option of the image: start and memory as shipped, and with one option changed at a time. */
final class ImageOptions {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long SEED = 5;

    /** A change, and the shell lines that make it before they call the image's launcher. */
    private static final Map<String, String> CHANGES = new LinkedHashMap<>();

    static {
        CHANGES.put("as it is", "");
        CHANGES.put("no archive (-Xshare:off)", jvm("-Xshare:off"));
        CHANGES.put("-XX:+UseG1GC", jvm("-XX:-UseSerialGC -XX:+UseG1GC"));
        CHANGES.put("-XX:TieredStopAtLevel=4, the default", jvm("-XX:TieredStopAtLevel=4"));
        CHANGES.put("-XX:TieredStopAtLevel=0, no compiler", jvm("-XX:TieredStopAtLevel=0"));
        CHANGES.put(
                "-XX:Tier3…Threshold ten times the default",
                jvm("-XX:Tier3InvocationThreshold=2000 -XX:Tier3MinInvocationThreshold=1000"
                        + " -XX:Tier3CompileThreshold=20000"));
        CHANGES.put("-Xms16m, -Xmn as by default", jvm("-Xms16m -Xmn5m"));
        CHANGES.put("-XX:+UsePerfData, the default", jvm("-XX:+UsePerfData"));
        CHANGES.put("-XX:TrimNativeHeapInterval=0, the default", jvm("-XX:TrimNativeHeapInterval=0"));
        CHANGES.put(
                "-XX:StringTableSize, SymbolTableSize by default",
                jvm("-XX:StringTableSize=65536 -XX:SymbolTableSize=32768"));
        CHANGES.put("-Dio.netty.noUnsafe=true, as in ./nbe", jvm("-Dio.netty.noUnsafe=true"));
    }

    private final Map<String, String> changes;

    private ImageOptions(Map<String, String> changes) {
        this.changes = changes;
    }

    /** @param jvmOptions what to change, one at a time; none: the list above */
    static ImageOptions of(List<String> jvmOptions) {
        if (jvmOptions.isEmpty()) {
            return new ImageOptions(CHANGES);
        }
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("as it is", "");
        jvmOptions.forEach(options -> changes.put(options, jvm(options)));
        return new ImageOptions(changes);
    }

    private static String jvm(String options) {
        return "export NBE_JAVA_OPTS='" + options + "'\n";
    }

    /** @param image the image's launcher */
    void measure(Path image, int starts, int rate, Duration window, Report report)
            throws RigFailure, IOException, InterruptedException {
        List<Path> launchers = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        List<List<Double>> discovers = new ArrayList<>();
        List<MeasuredProgram> daemons = new ArrayList<>();
        try {
            for (String change : changes.values()) {
                Path launcher = script(change + "exec \"" + image + "\"");
                launchers.add(launcher);
                sites.add(Site.open(launcher));
                discovers.add(new ArrayList<>());
            }
            for (int round = 0; round <= starts; round++) {
                for (int i = 0; i < sites.size(); i++) {
                    Site.Started started = sites.get(i).startDaemon();
                    if (round < starts) {
                        discovers.get(i).add(started.discoverNanos() / NANOS_PER_MILLI);
                        started.daemon().terminate();
                    } else {
                        daemons.add(started.daemon());
                    }
                }
                report.progress("round %d of %d", round, starts);
            }
            for (Site site : sites) {
                site.populate(Street.of(rate, new SplittableRandom(SEED)));
            }
            report.progress("%d advertisements/s to each of %d for %d s", rate, sites.size(), window.toSeconds());
            daemons.get(0).runOn(window);
            table(discovers, daemons, rate, window, report);
        } finally {
            daemons.forEach(MeasuredProgram::close);
            sites.forEach(Site::close);
            for (Path launcher : launchers) {
                Files.delete(launcher);
            }
        }
    }

    /** A launcher in a temporary file: a shell script that ends with this command and passes its arguments on. */
    static Path script(String command) throws IOException {
        Path file = Files.createTempFile(
                "nbe-launcher", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(file, "#!/bin/sh\n" + command + " \"$@\"\n");
    }

    private void table(
            List<List<Double>> discovers, List<MeasuredProgram> daemons, int rate, Duration window, Report report)
            throws RigFailure {
        report.title(String.format(
                Locale.ROOT,
                "The image with one thing changed (%d starts of each in turns; then all at once at %d advertisements/s for %d s)",
                discovers.get(0).size(),
                rate,
                window.toSeconds()));
        report.line("  %-50s %12s %12s %9s %9s", "", "start, min", "median, ms", "VmRSS MiB", "CPU s");
        int i = 0;
        for (String what : changes.keySet()) {
            Spread spread = Spread.of(discovers.get(i));
            report.line(
                    "  %-50s %12.0f %12.0f %9.1f %9.2f",
                    what,
                    spread.min(),
                    spread.median(),
                    daemons.get(i).memoryMib("VmRSS"),
                    daemons.get(i).cpu().toNanos() / 1e9);
            i++;
        }
    }
}
