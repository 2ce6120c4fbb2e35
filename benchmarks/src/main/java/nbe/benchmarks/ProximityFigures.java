package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import nbe.recording.RecordingException;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.air.Scanner;
import nbe.simulator.band.VirtualBand;
import nbe.tap.TapSettings;
import nbe.testing.Report;
import nbe.testing.Spread;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/proximity}: near and far at rest and in motion. */
@Command(
        name = "proximity",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Plays levels through the detector: how often a band at rest changes between near and far, on recordings of still bands,"
                        + " and how soon one that walks off is far once its level stays below rssi_cutoff_far, on the simulator's walks and on"
                        + " walks spliced of the recordings. Nothing is fitted: the two cutoffs are the vendor's, the 5 s are a rule.",
        footer = {
            "",
            "Examples:",
            "  benchmarks/proximity                          the simulator's walks",
            "  benchmarks/proximity --traces recordings/     and recordings: CSV files t_seconds,rssi_dbm",
            "  benchmarks/proximity --walks walks/           and recorded walks"
        })
public final class ProximityFigures implements Callable<Integer> {
    private static final int WALKS = 200;
    private static final double STAYS_SECONDS = 20;
    private static final double METRES_PER_SECOND = 1.2;
    private static final double NEAR_METRES = 0.3;
    private static final double AWAY_METRES = 8;
    private static final double LOOKS_SECONDS = 30;
    private static final int NEAR_DBM = -60;
    private static final long MILLI = 1_000_000;
    private static final long STEP_NANOS = 10 * MILLI;
    private static final Scanner ALWAYS = Scanner.of(16, 16, false);

    @Option(
            names = "--traces",
            paramLabel = "FOLDER",
            description = "Recordings of still bands, each a file *.csv below it.")
    private Path folder;

    @Option(
            names = "--walks",
            paramLabel = "FOLDER",
            description =
                    "Recordings of bands that come and walk off, each a file *.csv below it. They are played with both"
                            + " cutoffs at each level, since each crosses some.")
    private Path walksFolder;

    private final Report report = new Report("proximity");

    private ProximityFigures() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new ProximityFigures()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, RecordingException {
        List<LevelTrace> traces = folder == null ? List.of() : LevelTrace.below(folder);
        if (!traces.isEmpty()) {
            atRest(traces);
        }
        report.title(
                "Walking off: seconds from the moment when the level stays below rssi_cutoff_far until the band is far");
        report.spreadHead();
        for (int millis : new int[] {100, 250, 500, 1000}) {
            report.spread("simulated, vendor's air, every " + millis + " ms", walks(millis), "s");
        }
        for (int away : new int[] {-86, -90, -95}) {
            for (int millis : new int[] {100, 250, 500, 1000}) {
                if (traces.size() > 1) {
                    report.spread(
                            "recorded levels, mean " + away + " dBm, every " + millis + " ms",
                            splices(traces, away, millis),
                            "s");
                }
            }
        }
        if (walksFolder != null) {
            recordedWalks(LevelTrace.below(walksFolder));
        }
        return 0;
    }

    private void recordedWalks(List<LevelTrace> traces) {
        int close = TapSettings.DEFAULTS.cutoffCloseDbm();
        int far = TapSettings.DEFAULTS.cutoffFarDbm();
        List<Double> delays = new ArrayList<>();
        for (int up = 0; close + up <= TapSettings.THRESHOLD_DBM.most(); up++) {
            for (LevelTrace trace : traces) {
                delays.addAll(WalkOffs.delays(trace, close + up, far + up));
            }
        }
        if (!delays.isEmpty()) {
            report.spread("recorded walks", Spread.of(delays), "s");
        }
    }

    private void atRest(List<LevelTrace> traces) {
        double hours = traces.stream().mapToDouble(LevelTrace::hours).sum();
        report.title(String.format(
                "At rest: changes between near and far an hour, %d recordings, %.1f h", traces.size(), hours));
        report.line("  %-52s %8s %8s %8s", "cutoffs, and where the band rests", "mean", "p90", "worst");
        rest("-60/-64 (4 dB apart, as one threshold was), as recorded", traces, -60, -64, 0);
        rest("-70/-83, as recorded", traces, -70, -83, 0);
        for (int median : new int[] {-66, -70, -73, -76, -80, -83, -87}) {
            rest("-70/-83, each recording shifted to a median of " + median, traces, -70, -83, median);
        }
    }

    /** @param medianDbm to which each recording is shifted; 0: as recorded */
    private void rest(String what, List<LevelTrace> traces, int close, int far, int medianDbm) {
        List<Double> hourly = new ArrayList<>();
        double changes = 0;
        double hours = 0;
        for (LevelTrace trace : traces) {
            ProximityJudge judge = new ProximityJudge(close, far);
            int shift = medianDbm == 0 ? 0 : medianDbm - trace.medianDbm();
            for (int i = 0; i < trace.size(); i++) {
                judge.hear(trace.seconds[i], trace.levelDbm(i, shift));
            }
            hourly.add(judge.changes() / trace.hours());
            changes += judge.changes();
            hours += trace.hours();
        }
        Spread spread = Spread.of(hourly);
        report.line("  %-52s %8.2f %8.1f %8.1f", what, changes / hours, spread.percentile(90), spread.max());
    }

    /** A wearer stays at 0.3 m and walks to 8 m; the level without fading says when it is below the cutoff for good. */
    private static Spread walks(int intervalMillis) {
        List<Double> delays = new ArrayList<>();
        double metresAtCutoff = metresAt(TapSettings.DEFAULTS.cutoffFarDbm());
        double passes = STAYS_SECONDS + (metresAtCutoff - NEAR_METRES) / METRES_PER_SECOND;
        for (int walk = 0; walk < WALKS; walk++) {
            Random random = new Random(walk);
            Air air = new Air(RadioModel.VENDOR, random);
            VirtualBand band =
                    new VirtualBand(DeviceAddress.randomStatic(random), Duration.ofMillis(intervalMillis), NEAR_METRES);
            air.add(band, 0);
            ProximityJudge judge =
                    new ProximityJudge(TapSettings.DEFAULTS.cutoffCloseDbm(), TapSettings.DEFAULTS.cutoffFarDbm());
            boolean walks = false;
            for (long now = 0; now < (passes + LOOKS_SECONDS) * 1e9; now += STEP_NANOS) {
                if (!walks && now >= STAYS_SECONDS * 1e9) {
                    walks = true;
                    band.moveTo(
                            AWAY_METRES,
                            Duration.ofMillis((long) ((AWAY_METRES - NEAR_METRES) / METRES_PER_SECOND * 1000)),
                            now);
                }
                air.listen(now, ALWAYS, heard -> judge.hear(heard.atNanos() / 1e9, heard.rssiDbm()));
            }
            delays.add(judge.farAfter(passes).orElse(LOOKS_SECONDS));
        }
        return Spread.of(delays);
    }

    private static double metresAt(int dbm) {
        double metres = NEAR_METRES;
        while (RadioModel.VENDOR.meanDbm(metres) > dbm) {
            metres += 0.01;
        }
        return metres;
    }

    /**
     * The levels of one recording, shifted to a mean of -60 dBm, and from one sample to the next those of another one, shifted to {@code
     * awayDbm}. They follow each other as recorded, but at the band's interval.
     */
    private static Spread splices(List<LevelTrace> traces, int awayDbm, int intervalMillis) {
        List<Double> delays = new ArrayList<>();
        double interval = intervalMillis / 1000.0;
        int stays = (int) (STAYS_SECONDS / interval);
        int looks = (int) (LOOKS_SECONDS / interval);
        for (int i = 0; i < traces.size(); i++) {
            LevelTrace near = traces.get(i);
            LevelTrace away = traces.get((i + 1) % traces.size());
            ProximityJudge judge =
                    new ProximityJudge(TapSettings.DEFAULTS.cutoffCloseDbm(), TapSettings.DEFAULTS.cutoffFarDbm());
            for (int k = 0; k < stays; k++) {
                judge.hear(k * interval, near.levelDbm(k % near.size(), NEAR_DBM - near.meanDbm()));
            }
            for (int k = 0; k < looks; k++) {
                judge.hear(STAYS_SECONDS + k * interval, away.levelDbm(k % away.size(), awayDbm - away.meanDbm()));
            }
            delays.add(judge.farAfter(STAYS_SECONDS).orElse(LOOKS_SECONDS));
        }
        return Spread.of(delays);
    }
}
