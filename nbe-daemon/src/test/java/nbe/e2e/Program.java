package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The real program, {@code nbe.jar}, as a process of its own. */
final class Program implements AutoCloseable {
    /** What is started. */
    static final Path JAR = Path.of("target", "nbe.jar");

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private Program(Process process) {
        this.process = process;
        readers = List.of(reader(process.getInputStream(), out), reader(process.getErrorStream(), err));
    }

    /** Starts it with these arguments, as the launcher does, and with no variable of ours. */
    static Program start(String... arguments) {
        return startAs(List.of(), JAR, arguments);
    }

    /**
     * The same, through another program that changes the account, such as {@code setpriv --reuid=65534}.
     *
     * @param jar the program, where that account may read it
     */
    static Program startAs(List<String> account, Path jar, String... arguments) {
        return start(account, List.of("-jar", jar.toString()), arguments);
    }

    /** The same, from a folder of classes instead of the archive. */
    static Program startFrom(Path classes, String... arguments) {
        return start(List.of(), List.of("-cp", classes.toString(), "nbe.cli.Main"), arguments);
    }

    /** Unpacks the archive. */
    static void unpack(Path into) throws IOException {
        try (ZipFile archive = new ZipFile(JAR.toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                Path path = into.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    try (InputStream from = archive.getInputStream(entry)) {
                        Files.copy(from, path);
                    }
                }
            }
        }
    }

    /**
     * The same, with options of the JVM.
     *
     * @param account the program in front of it
     * @param what options, and then where the classes are
     */
    static Program start(List<String> account, List<String> what, String... arguments) {
        assertTrue(Files.exists(JAR), JAR.toAbsolutePath() + " is missing; the build makes it before these tests run");
        // Whoever runs the tests may ignore SIGINT, and a child inherits that.
        List<String> command = new ArrayList<>(account);
        command.addAll(List.of("env", "--default-signal=INT"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(what);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("NBE_") || name.startsWith("RSSI_"));
        if (!account.isEmpty()) {
            environment
                    .keySet()
                    .removeIf(name -> name.startsWith("XDG_")); // folders of the account that runs the tests
        }
        try {
            return new Program(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread reader(InputStream stream, List<String> lines) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader text =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (String line = text.readLine(); line != null; line = text.readLine()) {
                            lines.add(line);
                        }
                    } catch (IOException e) {
                        lines.add("[the test cannot read on: " + e + "]");
                    }
                },
                "program-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** TERM, INT, STOP, CONT or KILL. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start();
            assertTrue(kill.waitFor(5, TimeUnit.SECONDS) && kill.exitValue() == 0, "kill -" + name + " failed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end and for all of its output; gives its exit status. */
    int awaitEnd(Duration atMost) {
        try {
            assertTrue(
                    process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS),
                    "the process is still there after " + atMost.toMillis() + " ms");
            for (Thread reader : readers) {
                reader.join(2000);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lines on standard output. */
    List<String> out() {
        return List.copyOf(out);
    }

    /** Lines on standard error. */
    List<String> err() {
        return List.copyOf(err);
    }

    /** Kills it, if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(5));
    }
}
