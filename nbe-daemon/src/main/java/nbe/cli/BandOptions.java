package nbe.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nbe.band.BandSettings;
import nbe.recording.BandChoice;
import nbe.tap.BandAddress;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option of {@code replay} and {@code evaluate} that says which senders of a file are bands. */
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

    /** @throws ParameterException if one is no address */
    BandChoice choice(BandSettings settings, CommandLine command) {
        Set<BandAddress> named = new TreeSet<>();
        for (String band : bands) {
            try {
                named.add(BandAddress.parse(band.strip()));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command, "--band: " + e.getMessage(), e);
            }
        }
        return new BandChoice(named, settings);
    }
}
