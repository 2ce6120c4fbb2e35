package nbe.cli.process;

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
 * Runs {@code nbe} again with the rights of the service's account: root may open every port and read every file, so its findings would
 * not be the service's.
 */
public final class AsService {
    private static final String ROOT = "root";
    private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");

    private AsService() {}

    /** Whether this process runs as root and the service does not; Linux. */
    public static boolean isNeeded(ServiceAccount account) {
        return ServiceAccount.own().equals(ROOT) && !account.user().equals(ROOT) && Files.exists(OWN_COMMAND_LINE);
    }

    /**
     * Runs it and waits for its end; both share standard error.
     *
     * @param own this process's arguments
     * @param arguments the other process's arguments
     * @param colours whether the other process colours its lines
     * @param lines called with each line of the other's standard output
     * @return the other's exit status
     * @throws ServiceFailure if it cannot be run as that account, and has printed nothing
     */
    public static int run(
            ServiceAccount account, List<String> own, List<String> arguments, boolean colours, Consumer<String> lines)
            throws ServiceFailure, InterruptedException {
        List<String> command = new ArrayList<>(account.commandPrefix());
        boolean printed = false;
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
                    printed = true;
                    lines.accept(line);
                }
            }
            int status = process.waitFor();
            if (printed || status == ExitStatus.CONFIGURATION) {
                return status;
            }
            throw new ServiceFailure("`" + command.get(0) + "` ended with status " + status + ": may " + account.user()
                    + " read and execute this program?");
        } catch (IOException e) {
            throw new ServiceFailure(e.getMessage(), e);
        }
    }

    /**
     * The other process's command line.
     *
     * @param words this process's, with an empty word at its end
     * @param count how many of the words are arguments of {@code nbe}
     */
    static List<String> again(List<String> words, int count, List<String> arguments, boolean colours) {
        List<String> again = new ArrayList<>(words.subList(0, words.size() - 1 - count));
        again.add(1, "-Dpicocli.ansi=" + colours);
        again.addAll(arguments);
        return again;
    }
}
