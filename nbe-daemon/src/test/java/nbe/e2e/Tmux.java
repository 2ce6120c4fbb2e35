package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import nbe.testing.Await;
import nbe.testing.Program;

/** A terminal of its own, by tmux: a command runs in it, keys are typed, and what stands on it can be read. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path socket;

    /** Runs this command line of a shell in a terminal of this size. */
    Tmux(Path folder, int width, int height, String command) throws IOException {
        assumeTrue(isThere(), "tmux is missing");
        socket = folder.resolve("tmux.sock");
        call("new-session", "-d", "-x", "" + width, "-y", "" + height, command);
    }

    private static boolean isThere() throws IOException {
        try (Program version = Program.start(List.of("tmux", "-V"))) {
            return version.awaitEnd(PATIENCE) == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private List<String> call(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-f", "/dev/null", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        try (Program tmux = Program.start(command)) {
            assertEquals(0, tmux.awaitEnd(PATIENCE), () -> command + ": " + tmux.err());
            return tmux.out();
        }
    }

    /** Types keys, by tmux's names. */
    void type(String... keys) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("send-keys"));
        arguments.addAll(List.of(keys));
        call(arguments.toArray(String[]::new));
    }

    void resize(int width, int height) throws IOException {
        call("resize-window", "-x", "" + width, "-y", "" + height);
    }

    /** The lines of the terminal. */
    List<String> screen() {
        try {
            return call("capture-pane", "-p");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Waits until the terminal shows this. */
    void awaitScreen(String what, Predicate<List<String>> shown) {
        Await.until(PATIENCE, () -> what + " on " + String.join("\n", screen()), () -> shown.test(screen()));
    }

    /** Waits until a line of the terminal contains this. */
    void awaitText(String text) {
        awaitScreen(text, lines -> lines.stream().anyMatch(line -> line.contains(text)));
    }

    @Override
    public void close() throws IOException {
        call("kill-server");
    }
}
