package nbe.testing;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program as a process of its own; a thread for each of its outputs reads it. Methods may be called from any thread. */
public final class Program implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(10);
    /** {@code utime} of proc_pid_stat(5), counted from the field behind the name; {@code stime} is the next. */
    private static final int USER_TICKS = 11;

    private static final long TICK_NANOS = 10_000_000;

    /** A line of output, and when it was read, by {@link System#nanoTime}. */
    public record Line(String text, long atNanos) {}

    private final Process process;
    private final List<Line> out = new CopyOnWriteArrayList<>();
    private final List<Line> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private Program(ProcessBuilder builder) throws IOException {
        builder.environment().keySet().removeIf(Program::isSetting);
        process = builder.start();
        readers.add(reader(process.getInputStream(), out));
        readers.add(reader(process.getErrorStream(), err));
    }

    /** Whether a variable of this name configures the daemon. */
    static boolean isSetting(String variable) {
        return variable.startsWith("NBE_") || variable.startsWith("RSSI_") || variable.startsWith("NYMI_");
    }

    /** Leaves no child of this process behind when it ends, also after Ctrl-C. */
    public static void endChildrenAtExit() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly),
                        "end-children"));
    }

    /** Starts it, without the variables that configure ours; further ones that begin so are left out, too. */
    public static Program start(List<String> command, String... withoutVariables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> Stream.of(withoutVariables).anyMatch(name::startsWith));
        return new Program(builder);
    }

    /** Starts it with standard error in standard output, in their order. */
    public static Program startWithOneOutput(List<String> command) throws IOException {
        return new Program(new ProcessBuilder(command).redirectErrorStream(true));
    }

    /**
     * The command that runs Java as the launcher {@code nbe} does: serial collector, first compiler only, 96 MiB.
     *
     * @param before what goes in front of it: {@code setpriv}, {@code env} …
     * @param last further options, and what to run
     */
    public static List<String> java(List<String> before, String... last) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(List.of(last));
        return command;
    }

    private static Thread reader(InputStream stream, List<Line> lines) {
        Thread thread = new Thread(() -> read(stream, lines), "program-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void read(InputStream stream, List<Line> lines) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                lines.add(new Line(line, System.nanoTime()));
            }
        } catch (IOException e) {
            lines.add(new Line("[output no longer read: " + e.getMessage() + "]", System.nanoTime()));
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time of all its threads so far. */
    public long cpuNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Processor time of one of its threads so far, in steps of 10 ms; Linux only. */
    public long cpuNanos(String thread) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
            for (Path one : threads.toList()) {
                if (Files.readString(one.resolve("comm")).strip().equals(thread)) {
                    String stat = Files.readString(one.resolve("stat"));
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1])) * TICK_NANOS;
                }
            }
        }
        throw new AssertionError("it has no thread " + thread);
    }

    /** Lines on standard output so far. */
    public List<String> out() {
        return out.stream().map(Line::text).toList();
    }

    /** Lines on standard error so far. */
    public List<String> err() {
        return err.stream().map(Line::text).toList();
    }

    /** Lines so far on standard output, and then those on standard error. */
    public List<Line> lines() {
        return Stream.concat(out.stream(), err.stream()).toList();
    }

    /** Sends TERM, INT, STOP, CONT or KILL. {@link Process#destroy} would close our end of its outputs. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .inheritIO()
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(END);
    }

    /** Waits for its end and for all of its output; returns its exit status. */
    public int awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("the process is still there after " + atMost.toMillis() + " ms");
            }
            for (Thread reader : readers) {
                reader.join(END.toMillis());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills it, if it still runs. */
    @Override
    public void close() {
        kill();
    }
}
