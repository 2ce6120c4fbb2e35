package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import nbe.cli.json.JsonText;
import nbe.cli.json.TuneJson;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.NativeLibraries;
import nbe.cli.process.StopSignals;
import nbe.cli.record.DaemonSource;
import nbe.cli.record.DongleSource;
import nbe.cli.record.RecordingSession;
import nbe.cli.record.RecordingSource;
import nbe.cli.screen.Paragraph;
import nbe.cli.screen.Styles;
import nbe.cli.tune.Durations;
import nbe.cli.tune.TuneSession;
import nbe.cli.tune.TunedFile;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.control.client.ControlClient;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.recording.BandChoice;
import nbe.recording.RecordedFile;
import nbe.recording.RecordedFiles;
import nbe.recording.Recording;
import nbe.recording.RecordingException;
import nbe.tap.BandAddress;
import nbe.tuning.Tuning;
import nbe.tuning.TuningText;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe tune}: finds the thresholds of this place. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Finds rssi_tap_threshold, rssi_cutoff_close and rssi_cutoff_far for this place in about three minutes: you hold"
                    + " your band to the dongle five times, sit and work for a minute, and walk off. Then it plays these minutes"
                    + " through the detector with every threshold there is, says what each would have caught and what else it"
                    + " would have fired on, and recommends one with the reason.",
            "",
            "Where the daemon runs, it hears through it, and the daemon runs on; else it opens the dongle itself. Nothing is"
                    + " changed without --apply; Ctrl-C ends it at any time.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 thresholds were found (and written); 1 no threshold catches every hold and fires on nothing else,"
                    + " or the session or recording is of no use, or nothing could be written; 2 bad usage, 78 bad"
                    + " configuration, with --apply.",
            "",
            "Examples:",
            "  sudo nbe tune                    the three minutes; changes nothing",
            "  sudo nbe tune --out desk-4.csv   the same, kept as a recording",
            "  sudo nbe tune --from desk-4.csv --apply",
            "                                   writes what that recommends, and reloads",
            "  nbe tune --from phone.log --band C2:FA:D7:F0:D7:96",
            "                                   from a capture of a sniffer or phone"
        })
final class TuneCommand implements Callable<Integer> {
    private static final int WIDTH = 100;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Use a recording or capture instead of the three minutes. It needs no marks.")
    private Path from;

    @Option(names = "--out", paramLabel = "FILE", description = "Keep the session as a recording, in a new file.")
    private Path file;

    @Option(
            names = "--band",
            paramLabel = "ADDRESS",
            description = "The band that is held to the dongle. Without it: the one that comes nearest.")
    private String band;

    @Option(
            names = "--apply",
            description =
                    "Write the recommended values into the configuration file, where nothing else changes, and make the"
                            + " running daemon read it.")
    private boolean apply;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (from != null && file != null) {
            throw new ParameterException(
                    spec.commandLine(), "--out keeps a session, --from uses one; allowed: one of them");
        }
        Optional<BandAddress> wanted = wanted();
        ConfigOptions both = options.orElse(nbe.options());
        ConfigReading reading = Configuration.read(both);
        Optional<Settings> good = Configuration.orPrintProblems(reading, spec.commandLine());
        if (good.isEmpty() && apply) {
            return ExitStatus.CONFIGURATION;
        }
        if (good.isEmpty()) {
            err().println("nbe: the configuration cannot be used: the defaults count here; --apply needs a good file");
        }
        Settings settings = good.orElseGet(() -> Settings.defaults(Surroundings.ofThisProcess()));
        Logging.configure(LogSettings.toStandardError(Level.WARN), both.verbose());
        try (DaemonAtWork daemon = DaemonAtWork.of(both, reading)) {
            Optional<Recording> recording =
                    from == null ? guided(settings, wanted, daemon) : Optional.of(read(settings, wanted));
            if (recording.isEmpty()) {
                err().println("ended; nothing was changed");
                return ExitStatus.OK;
            }
            Tuning tuning = Tuning.of(recording.get(), wanted, settings.tap());
            print(tuning);
            boolean done = !apply || apply(tuning, both, daemon);
            return tuning.isClean() && done ? ExitStatus.OK : ExitStatus.FAILURE;
        } catch (RecordingException e) {
            e.problems().forEach(err()::println);
        } catch (FileAlreadyExistsException e) {
            err().println("nbe: " + file + " exists and is left as it is; name another file");
        } catch (IOException e) {
            err().println("nbe: " + (from == null ? file + " cannot be written: " : from + " cannot be read: ") + e);
        } finally {
            spec.commandLine().getOut().flush();
            err().flush();
        }
        return ExitStatus.FAILURE;
    }

    /** The three minutes; empty: the person ended them. */
    private Optional<Recording> guided(Settings settings, Optional<BandAddress> wanted, DaemonAtWork daemon)
            throws IOException, RecordingException, InterruptedException {
        try (Writer out = open();
                NativeLibraries libraries = NativeLibraries.provide()) {
            StopSignals stop = StopSignals.installQuietly();
            TuneSession session = new TuneSession(Clocks.MONOTONIC, stop);
            RecordingSource source = daemon.client().isPresent()
                    ? new DaemonSource(daemon.client().get(), daemon.status().get(), Clocks.MONOTONIC)
                    : new DongleSource(settings, Clocks.MONOTONIC, InstantSource.system());
            Instant started = InstantSource.system().instant();
            boolean done = session.run(source, Durations.DEFAULT, wanted, err());
            Recording recording = session.recording(file == null ? "this session" : file.toString());
            RecordingSession.write(recording, out, Version.number(), started, settings, wanted);
            if (session.lost() > 0) {
                err().println("nbe: " + session.lost()
                        + " sightings were lost: this computer is too slow, or the air too full");
            }
            if (session.whyNot().isPresent()) {
                throw new RecordingException(List.of("nbe: " + session.whyNot().get()
                        + (session.hasScanned() ? "" : "; no adapter could be used, `nbe doctor` says why")
                        + (daemon.client().isPresent() ? "" : " (" + daemon.whyNot() + ")")));
            }
            return done ? Optional.of(recording) : Optional.empty();
        }
    }

    private Writer open() throws IOException {
        return file == null
                ? Writer.nullWriter()
                : Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    /** Of a recording all bands, since the others' taps count against a threshold; of a capture whatever is named is a band. */
    private Recording read(Settings settings, Optional<BandAddress> wanted) throws IOException, RecordingException {
        Set<BandAddress> named =
                RecordedFiles.isCapture(from) ? wanted.map(Set::of).orElse(Set.of()) : Set.of();
        RecordedFile read = RecordedFiles.read(from, new BandChoice(named, settings.band()));
        read.remarks().forEach(err()::println);
        read.damage().ifPresent(err()::println);
        Optional<String> useless = read.noBand().or(() -> read.noTaps().map(why -> from + ": " + why));
        if (useless.isPresent()) {
            throw new RecordingException(List.of(useless.get()));
        }
        return read.recording();
    }

    private void print(Tuning tuning) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(TuneJson.of(tuning)));
            return;
        }
        for (String line : TuningText.lines(tuning)) {
            if (line.startsWith(" ")) {
                out.println(line);
            } else {
                Paragraph.lines(line, Styles.PLAIN, 0, WIDTH).forEach(out::println);
            }
        }
        out.println();
        TuningText.recommendations(tuning).forEach(out::println);
    }

    private boolean apply(Tuning tuning, ConfigOptions both, DaemonAtWork daemon) throws InterruptedException {
        if (!tuning.tap().clean()) {
            err().println("nbe: nothing was written: no threshold does both, so whichever is used is your decision");
            return false;
        }
        PrintWriter out = json ? err() : spec.commandLine().getOut();
        TunedFile tuned = new TunedFile(new ConfigReader(Surroundings.ofThisProcess()), both.config(), out, err());
        Optional<ControlClient> client = daemon.client();
        return tuned.apply(
                tuning.recommended(), client.map(running -> () -> ReloadCommand.reload(running, out, err())));
    }

    private Optional<BandAddress> wanted() {
        try {
            return Optional.ofNullable(band).map(BandAddress::parse);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--band: " + e.getMessage(), e);
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
