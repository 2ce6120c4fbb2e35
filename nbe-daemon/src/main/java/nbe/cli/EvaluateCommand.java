package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nbe.cli.process.ExitStatus;
import nbe.config.Settings;
import nbe.evaluation.Evaluation;
import nbe.evaluation.EvaluationReport;
import nbe.recording.BandChoice;
import nbe.recording.RecordingException;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe evaluate}: counts what both tap rules make of known taps. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Counts missed, late, double and false taps of both rules, side by side: in simulated scenes of bands"
                        + " that advertise every 100, 250, 500 and 1000 ms, and in labelled recordings and captures. Pure computation, the same"
                        + " for the same seed and settings. docs/evaluation.md explains the scenes and the terms.",
        footer = {
            "",
            "Exit status: 0 done (whatever the counts), 1 a recording cannot be used, or only in part, 78 bad"
                    + " configuration.",
            "",
            "Examples:",
            "  nbe evaluate                              400 taps for each interval",
            "  nbe evaluate --threshold -46 --window 6   other settings, the same signals",
            "  nbe evaluate --recordings site/ --taps 0  recordings only",
            "  nbe evaluate --band C2:FA:D7:F0:D7:96 sniffer.pcapng"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final int DEFAULT_TAPS = 400;
    private static final int MOST_TAPS = 100_000;
    private static final double MOST_HOURS = 1000;

    @Mixin
    private ConfigFileOption options = new ConfigFileOption();

    @Mixin
    private DetectorOptions detector = new DetectorOptions();

    @Mixin
    private BandOptions bands = new BandOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Labelled recordings and captures (as nbe replay reads them), or folders of them, instead of"
                    + " simulated scenes. A capture's marks stand in FILE.marks, a line each: # mark t=12.345 tap")
    private List<Path> files = List.of();

    @Option(
            names = "--taps",
            paramLabel = "COUNT",
            description =
                    "Simulated taps for each advertising interval, 0 to 100000; 0: no simulation (default: 400, with"
                            + " FILE 0).")
    private Integer wantedTaps;

    @Option(
            names = "--hours",
            paramLabel = "HOURS",
            defaultValue = "2",
            description =
                    "Simulated hours of desk work, and again of walking past, for each advertising interval, 0 to 1000"
                            + " (default: 2).")
    private double hours;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Seed of all random numbers (default: 1).")
    private long seed;

    @Option(
            names = "--recordings",
            paramLabel = "DIR",
            description = "Also evaluate the labelled recordings (.csv) and captures below this folder.")
    private Path recordings;

    @Option(names = "--json", description = "Print one JSON object a line instead of the tables.")
    private boolean json;

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Path> places = new ArrayList<>(files);
        Optional.ofNullable(recordings).ifPresent(places::add);
        int taps = wantedTaps != null ? wantedTaps : files.isEmpty() ? DEFAULT_TAPS : 0;
        if (taps < 0 || taps > MOST_TAPS) {
            throw new ParameterException(spec.commandLine(), "--taps is " + taps + ", allowed: 0 to 100000");
        }
        if (!(hours >= 0 && hours <= MOST_HOURS)) {
            throw new ParameterException(spec.commandLine(), "--hours is " + hours + ", allowed: 0 to 1000");
        }
        if (taps == 0 && places.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--taps is 0: then there are only files, or --recordings, to evaluate");
        }
        Optional<Settings> configured =
                Configuration.readOrPrintProblems(options.orElse(nbe.options()), spec.commandLine());
        if (configured.isEmpty()) {
            return ExitStatus.CONFIGURATION;
        }
        TapSettings settings = detector.over(configured.get().tap(), TapRule.ADAPTIVE, spec.commandLine());
        Optional<BandChoice> choice = bands.choice(configured.get(), spec.commandLine());
        if (choice.isEmpty()) {
            return ExitStatus.CONFIGURATION;
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Evaluation.Recordings recorded = new Evaluation.Recordings(places, choice.get());
            Evaluation evaluation =
                    Evaluation.of(new Evaluation.Plan(seed, taps, hours, Optional.of(recorded)), settings);
            if (evaluation.isEmpty()) {
                spec.commandLine().getErr().println("there is nothing to evaluate:");
            } else if (json) {
                EvaluationReport.json(evaluation, seed).forEach(out::println);
            } else {
                out.println("seed " + seed + ", rssi_tap_threshold " + settings.tapThresholdDbm()
                        + " dBm, rssi_window_tap " + settings.windowTap() + "; delays in seconds");
                out.println();
                EvaluationReport.table(evaluation).forEach(out::println);
            }
            out.flush();
            evaluation.remarks().forEach(spec.commandLine().getErr()::println);
            evaluation.damages().forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().flush();
            return evaluation.damages().isEmpty() && !evaluation.isEmpty() ? ExitStatus.OK : ExitStatus.FAILURE;
        } catch (RecordingException e) {
            e.problems().forEach(spec.commandLine().getErr()::println);
        } catch (IOException e) {
            spec.commandLine().getErr().println("the recordings cannot be read: " + e);
        }
        spec.commandLine().getErr().flush();
        return ExitStatus.FAILURE;
    }
}
