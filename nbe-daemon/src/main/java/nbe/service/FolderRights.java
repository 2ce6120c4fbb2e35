package nbe.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may write to the installation, through {@code icacls}. A folder that is made in the root of a drive inherits that every
 * user may change it; what a service runs must not be theirs to replace.
 */
final class FolderRights {
    private static final String ALL_OF_IT = ":(OI)(CI)F";
    /** SYSTEM and Administrators everything, Users read: by SID, for the names differ by language. */
    private static final List<String> PROTECTED = List.of(
            "/inheritance:r",
            "/grant:r",
            "*S-1-5-18" + ALL_OF_IT,
            "*S-1-5-32-544" + ALL_OF_IT,
            "*S-1-5-32-545:(OI)(CI)RX");

    private final SystemCommand command;

    FolderRights(SystemCommand command) {
        this.command = command;
    }

    /** Takes this folder, and the one above it if it is for us alone, out of the hands of ordinary users. */
    void protect(Path folder) throws ServiceFailure, InterruptedException {
        Path above = folder.getParent();
        if (above != null && above.getParent() != null && holdsOnly(above, folder)) {
            icacls(above, PROTECTED);
        }
        icacls(folder, PROTECTED);
    }

    /** Lets the service, whatever its account, write to this folder, which is made if need be. */
    void letTheServiceWrite(Path folder, String service) throws ServiceFailure, InterruptedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ServiceFailure("the folder " + folder + " cannot be made: " + e, e);
        }
        icacls(folder, List.of("/grant", "NT SERVICE\\" + service + ":(OI)(CI)M"));
    }

    private static boolean holdsOnly(Path above, Path folder) throws ServiceFailure {
        try (Stream<Path> inIt = Files.list(above)) {
            return inIt.allMatch(folder::equals);
        } catch (IOException e) {
            throw new ServiceFailure("the folder " + above + " cannot be listed: " + e, e);
        }
    }

    private void icacls(Path folder, List<String> arguments) throws ServiceFailure, InterruptedException {
        List<String> words = new ArrayList<>(List.of("icacls.exe", folder.toString()));
        words.addAll(arguments);
        SystemCommand.Answer answer = command.run(words);
        if (answer.status() != 0) {
            throw new ServiceFailure("the rights on " + folder + " cannot be set: icacls said " + answer.oneLine());
        }
    }
}
