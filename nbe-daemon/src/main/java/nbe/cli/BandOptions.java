package nbe.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nbe.band.BandSettings;
import nbe.config.ConfigReader;
import nbe.config.Origin;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.recording.BandChoice;
import nbe.tap.BandAddress;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code replay} and {@code evaluate} that say which senders of a file are bands. */
final class BandOptions {
    @Option(
            names = "--band",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "Only this band, or several with commas between. In a capture each advertisement of the address"
                            + " counts as of a band that is authenticated and on the body, whatever its payload. Without it: every"
                            + " band of a recording, and of a capture those whose payload [band] describes.")
    private List<String> bands = List.of();

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            description =
                    "Tries the [[band.payload]] of this file on a capture, instead of those of the configuration; of the"
                            + " file only its section [band] counts.")
    private Path payload;

    /** Whether payloads are tried out. */
    boolean triesPayload() {
        return payload != null;
    }

    /**
     * The choice; empty if the file of {@code --payload} cannot be used, whose problems are printed.
     *
     * @throws ParameterException if a band is no address
     */
    Optional<BandChoice> choice(Settings configured, CommandLine command) {
        Set<BandAddress> named = new TreeSet<>();
        for (String band : bands) {
            try {
                named.add(BandAddress.parse(band.strip()));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command, "--band: " + e.getMessage(), e);
            }
        }
        return settings(configured, command).map(settings -> new BandChoice(named, settings));
    }

    private Optional<BandSettings> settings(Settings configured, CommandLine command) {
        if (payload == null) {
            return Optional.of(configured.band());
        }
        Optional<Settings> read = Configuration.orPrintProblems(
                new ConfigReader(Surroundings.ofThisProcess()).readAlone(payload), command);
        if (read.isPresent() && read.get().value(Setting.BAND_PAYLOAD).isEmpty()) {
            command.getErr().println(payload + ": has no [[band.payload]]");
            return Optional.empty();
        }
        return read.map(file -> new BandSettings(
                either(Setting.BAND_COMPANY_ID, file, configured),
                either(Setting.BAND_LEGACY, file, configured),
                file.value(Setting.BAND_PAYLOAD)));
    }

    /** What the file says; where it says nothing, what the configuration says. */
    private static <T> T either(Setting<T> setting, Settings file, Settings configured) {
        return (file.origin(setting) == Origin.Default.DEFAULT ? configured : file).value(setting);
    }
}
