package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nbe.air.scan.AssignedNumbers;
import nbe.cli.process.ExitStatus;
import nbe.config.Settings;
import nbe.recording.BandChoice;
import nbe.recording.HeardReport;
import nbe.recording.RecordedFile;
import nbe.recording.RecordedFiles;
import nbe.recording.RecordingException;
import nbe.recording.ReplayReport;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe replay}: prints what the daemon would have reported to the agent from a recording. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Plays recordings through the detector, and prints each change of presence, each tap with its reason,"
                        + " and each mark. Reads files of 'nbe record', plain t_seconds,rssi_dbm of one band, and captures of"
                        + " sniffers and phones: pcap and pcapng (link types 201, 251, 256, 272), btsnoop.",
        footer = {
            "",
            "Exit status: 0 fine, 1 a file cannot be used or is damaged (it is read as far as it goes; each problem is a"
                    + " line with file and place), 78 bad configuration.",
            "",
            "Examples:",
            "  nbe replay desk-4.csv",
            "  nbe replay --rule both --threshold -46 desk-*.csv",
            "  nbe replay --json desk-4.csv | jq 'select(.event == \"tap\")'",
            "  nbe replay --list phone.log           which devices are in a capture",
            "  nbe replay --band C2:FA:D7:F0:D7:96 sniffer.pcapng",
            "  nbe replay --payload badge.toml sniffer.pcapng"
        })
final class ReplayCommand implements Callable<Integer> {
    /** Which rules {@code --rule} names. */
    enum Rules {
        MEAN(TapRule.MEAN),
        ADAPTIVE(TapRule.ADAPTIVE),
        BOTH(TapRule.MEAN, TapRule.ADAPTIVE);

        private final List<TapRule> rules;

        Rules(TapRule... rules) {
            this.rules = List.of(rules);
        }
    }

    @Mixin
    private ConfigFileOption options = new ConfigFileOption();

    @Mixin
    private DetectorOptions detector = new DetectorOptions();

    @Mixin
    private BandOptions bands = new BandOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings and captures, told apart by content.")
    private List<Path> files;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "Overrides tap_detector: mean, adaptive, or both side by side.")
    private Rules rules;

    @Option(
            names = "--list",
            description =
                    "Print the devices of each file instead: how often and how strongly each was heard, its name and"
                            + " company, and whether it is a band.")
    private boolean list;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Settings> configured =
                Configuration.readOrPrintProblems(options.orElse(nbe.options()), spec.commandLine());
        if (configured.isEmpty()) {
            return ExitStatus.CONFIGURATION;
        }
        TapSettings settings = configured.get().tap();
        List<TapRule> wanted = rules == null ? List.of(settings.rule()) : rules.rules;
        List<TapSettings> each = wanted.stream()
                .map(rule -> detector.over(settings, rule, spec.commandLine()))
                .toList();
        Optional<BandChoice> choice = bands.choice(configured.get(), spec.commandLine());
        if (choice.isEmpty()) {
            return ExitStatus.CONFIGURATION;
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int status = ExitStatus.OK;
        for (Path file : files) {
            try {
                RecordedFile read = RecordedFiles.read(file, choice.get());
                lines(read, each).forEach(out::println);
                out.flush();
                read.remarks().forEach(err::println);
                if (!list) {
                    read.noBand().ifPresent(err::println);
                }
                if (read.damage().isPresent()) {
                    err.println(read.damage().get());
                    status = ExitStatus.FAILURE;
                }
            } catch (RecordingException e) {
                e.problems().forEach(err::println);
                status = ExitStatus.FAILURE;
            } catch (IOException e) {
                err.println(file + " cannot be read: " + e);
                status = ExitStatus.FAILURE;
            }
            err.flush();
        }
        return status;
    }

    private List<String> lines(RecordedFile file, List<TapSettings> settings) {
        if (list) {
            return json ? HeardReport.json(file) : HeardReport.table(file, AssignedNumbers.COMPANIES::names);
        }
        List<String> lines = new ArrayList<>();
        if (bands.triesPayload()) {
            file.recording()
                    .recognised()
                    .forEach(
                            text -> lines.add(ReplayReport.note(file.recording().name(), text, json)));
        }
        lines.addAll(ReplayReport.lines(file.recording(), settings, json));
        file.noTaps()
                .ifPresent(why -> lines.add(ReplayReport.note(file.recording().name(), why, json)));
        return lines;
    }
}
