package nbe.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The real program as a process of its own; a thread reads its output. */
final class FaultProgram implements AutoCloseable {
    private static final long END_SECONDS = 5;
    /** {@code utime} of proc_pid_stat(5), counted from the field behind the name; {@code stime} is the next. */
    private static final int USER_TICKS = 11;

    private static final long TICK_NANOS = 10_000_000;

    /** A line of output, and when it was read. */
    record Line(String text, long atNanos) {}

    private final Process process;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private FaultProgram(Process process, LongSupplier clock) {
        this.process = process;
        this.reader = new Thread(() -> read(clock), "program-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param arguments the last ones: {@code run -c FILE}; {@code before} goes in front of java */
    static FaultProgram start(Path jar, List<String> before, LongSupplier clock, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-Xshare:auto",
                "-jar",
                jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("NBE_") || name.startsWith("RSSI_") || name.startsWith("NYMI_"));
        return new FaultProgram(builder.start(), clock);
    }

    private void read(LongSupplier clock) {
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                lines.add(new Line(line, clock.getAsLong()));
            }
        } catch (IOException e) {
            lines.add(new Line("[output no longer read: " + e.getMessage() + "]", clock.getAsLong()));
        }
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Processor time that it has used so far. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    long pid() {
        return process.pid();
    }

    /** Processor time that one of its threads has used so far, in steps of 10 ms; Linux only. */
    long cpuNanos(String thread) throws IOException, BenchmarkFailure {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path one : threads.toList()) {
                if (Files.readString(one.resolve("comm")).strip().equals(thread)) {
                    String stat = Files.readString(one.resolve("stat"));
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1])) * TICK_NANOS;
                }
            }
        }
        throw new BenchmarkFailure("it has no thread " + thread);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. Not {@link Process#destroy}, which closes our end of its output. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws InterruptedException, BenchmarkFailure {
        process.toHandle().destroyForcibly();
        awaitEnd(END_SECONDS);
    }

    /** Gives its exit status. */
    int awaitEnd(long seconds) throws InterruptedException, BenchmarkFailure {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new BenchmarkFailure("it did not end within " + seconds + " s");
        }
        reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
