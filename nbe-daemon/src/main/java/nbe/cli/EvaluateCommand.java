package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import nbe.cli.process.ExitStatus;
import nbe.config.Settings;
import nbe.evaluation.Evaluation;
import nbe.evaluation.EvaluationReport;
import nbe.recording.RecordingException;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe evaluate}: counts what both tap rules make of known taps. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Counts missed, late, double and false taps of both rules, side by side: in simulated scenes of bands"
                        + " that advertise every 100, 250, 500 and 1000 ms, and in labelled recordings. Pure computation, the same"
                        + " for the same seed and settings. docs/evaluation.md explains the scenes and the terms.",
        footer = {
            "",
            "Exit status: 0 done (whatever the counts), 1 a recording cannot be used, 78 bad configuration.",
            "",
            "Examples:",
            "  nbe evaluate                              400 taps for each interval",
            "  nbe evaluate --threshold -46 --window 6   other settings, the same signals",
            "  nbe evaluate --recordings site/ --taps 0  recordings only"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final int MOST_TAPS = 100_000;
    private static final double MOST_HOURS = 1000;

    @Mixin
    private ConfigFileOption options = new ConfigFileOption();

    @Mixin
    private DetectorOptions detector = new DetectorOptions();

    @Option(
            names = "--taps",
            paramLabel = "COUNT",
            defaultValue = "400",
            description = "Simulated taps for each advertising interval, 0 to 100000; 0: no simulation (default: 400).")
    private int taps;

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
            description = "Also evaluate the labelled recordings (.csv) below this folder.")
    private Path recordings;

    @Option(names = "--json", description = "Print one JSON object a line instead of the tables.")
    private boolean json;

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (taps < 0 || taps > MOST_TAPS) {
            throw new ParameterException(spec.commandLine(), "--taps is " + taps + ", allowed: 0 to 100000");
        }
        if (!(hours >= 0 && hours <= MOST_HOURS)) {
            throw new ParameterException(spec.commandLine(), "--hours is " + hours + ", allowed: 0 to 1000");
        }
        if (taps == 0 && recordings == null) {
            throw new ParameterException(
                    spec.commandLine(), "--taps is 0: then there is only --recordings to evaluate");
        }
        Optional<Settings> configured =
                Configuration.readOrPrintProblems(options.orElse(nbe.options()), spec.commandLine());
        if (configured.isEmpty()) {
            return ExitStatus.CONFIGURATION;
        }
        TapSettings settings = detector.over(configured.get().tap(), TapRule.ADAPTIVE, spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        try {
            Evaluation evaluation =
                    Evaluation.of(new Evaluation.Plan(seed, taps, hours, Optional.ofNullable(recordings)), settings);
            if (json) {
                EvaluationReport.json(evaluation, seed).forEach(out::println);
            } else {
                out.println("seed " + seed + ", rssi_tap_threshold " + settings.tapThresholdDbm()
                        + " dBm, rssi_window_tap " + settings.windowTap() + "; delays in seconds");
                out.println();
                EvaluationReport.table(evaluation).forEach(out::println);
            }
            out.flush();
            return ExitStatus.OK;
        } catch (RecordingException e) {
            e.problems().forEach(spec.commandLine().getErr()::println);
        } catch (IOException e) {
            spec.commandLine().getErr().println("the recordings cannot be read: " + e);
        }
        spec.commandLine().getErr().flush();
        return ExitStatus.FAILURE;
    }
}
