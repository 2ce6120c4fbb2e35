package nbe.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs one of the operating system's programs and waits for its end. */
@FunctionalInterface
interface SystemCommand {
    /** Runs it, with messages in English. */
    SystemCommand REAL = words -> {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(Map.of("LC_ALL", "C", "SYSTEMD_PAGER", ""));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text.lines().toList());
        } catch (IOException e) {
            throw new ServiceFailure("cannot run " + words.get(0) + ": " + e.getMessage(), e);
        }
    };

    /**
     * The program's result.
     *
     * @param status its exit status
     * @param lines standard output and standard error
     */
    record Answer(int status, List<String> lines) {
        String oneLine() {
            return String.join(" ", lines).strip();
        }
    }

    Answer run(List<String> words) throws ServiceFailure, InterruptedException;
}
