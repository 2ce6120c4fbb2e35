package nbe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus's own checks of metrics and rules: the program promtool of Debian's package prometheus. */
public final class Promtool {
    /** Where {@code ./test} unpacks it. */
    private static final Path UNPACKED = Path.of("target/promtool/usr/bin/promtool");

    private static final long PATIENCE_SECONDS = 120;

    private final Path program;

    private Promtool(Path program) {
        this.program = program;
    }

    /** The one of this machine; the test is skipped where there is none. */
    public static Promtool orSkip() {
        Optional<Path> found = Stream.of(Path.of("/usr/bin/promtool"), Path.of("/usr/local/bin/promtool"), UNPACKED)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "no promtool here (./test unpacks Debian's package prometheus)");
        return new Promtool(found.get().toAbsolutePath());
    }

    /** Runs it in this folder; fails unless it ends with status 0. Returns what it printed. */
    public String run(Path folder, byte[] input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path in = Files.createTempFile("promtool", ".in");
        Path out = Files.createTempFile("promtool", ".out");
        try {
            Files.write(in, input);
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectErrorStream(true)
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(out, StandardCharsets.UTF_8);
            assertEquals(0, ended ? process.exitValue() : -1, () -> String.join(" ", command) + "\n" + said);
            return said;
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
