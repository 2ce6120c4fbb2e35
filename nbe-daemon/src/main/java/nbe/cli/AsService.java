package nbe.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nbe.service.ServiceAccount;
import nbe.service.ServiceFailure;

/**
 * Runs {@code nbe} again with the rights of the service's account. Root may open every port and read every file, so what root can do
 * says nothing of the service.
 */
final class AsService {
    private static final String ROOT = "root";
    private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");

    private AsService() {}

    /** Whether this process can, and has to: it is root's, and the service is not. */
    static boolean isNeeded(ServiceAccount account) {
        return ServiceAccount.own().equals(ROOT) && !account.user().equals(ROOT) && Files.exists(OWN_COMMAND_LINE);
    }

    /**
     * Runs it and waits for its end; what it says on standard error is said there.
     *
     * @param own the arguments of this process
     * @param arguments those of the other
     * @param colours whether it colours its lines
     * @param lines is told each line of its standard output
     * @return its exit status
     * @throws ServiceFailure if it cannot be run as that account, and has said nothing
     */
    static int run(
            ServiceAccount account, List<String> own, List<String> arguments, boolean colours, Consumer<String> lines)
            throws ServiceFailure, InterruptedException {
        List<String> command = new ArrayList<>(account.commandPrefix());
        boolean spoke = false;
        try {
            String words = Files.readString(OWN_COMMAND_LINE, StandardCharsets.UTF_8);
            command.addAll(again(List.of(words.split("\0", -1)), own.size(), arguments, colours));
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    spoke = true;
                    lines.accept(line);
                }
            }
            int status = process.waitFor();
            if (spoke || status == ExitStatus.CONFIGURATION) {
                return status;
            }
            throw new ServiceFailure("`" + command.get(0) + "` ended with status " + status + ": may " + account.user()
                    + " read and execute this program?");
        } catch (IOException e) {
            throw new ServiceFailure(e.getMessage(), e);
        }
    }

    /**
     * The command line of the other process.
     *
     * @param words that of this one, with an empty word at its end
     * @param count how many of the words are arguments of this program
     */
    static List<String> again(List<String> words, int count, List<String> arguments, boolean colours) {
        List<String> again = new ArrayList<>(words.subList(0, words.size() - 1 - count));
        again.add(1, "-Dpicocli.ansi=" + colours);
        again.addAll(arguments);
        return again;
    }
}
