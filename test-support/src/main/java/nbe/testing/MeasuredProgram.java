package nbe.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program as an operator starts it, {@code ./nbe run -c FILE} or another command, with figures of its process. Its output goes
 * into a file: it may print thousands of lines a second. One thread.
 */
public final class MeasuredProgram implements AutoCloseable {
    private static final int LINES_SHOWN = 20;
    private static final long STOP_SECONDS = 10;
    /** {@code def new generation   total 4928K, used 1000K}; the spaces inside a generation say it another way. */
    private static final Pattern GENERATION = Pattern.compile("generation +total \\d+K, used (\\d+)K");

    private final Process process;
    private final Path log;
    private final long startedNanos;

    private MeasuredProgram(Process process, Path log, long startedNanos) {
        this.process = process;
        this.log = log;
        this.startedNanos = startedNanos;
    }

    /**
     * Starts it.
     *
     * @param launcher the clone's {@code nbe}
     * @param config its configuration; its log is written beside it
     */
    public static MeasuredProgram start(Path launcher, Path config) throws IOException {
        return start(List.of(launcher.toString(), "run", "-c", config.toString()), config.resolveSibling("daemon.log"));
    }

    /** Starts it with another command; both its outputs go into {@code log}. */
    public static MeasuredProgram start(List<String> command, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // They would override what is configured here.
        builder.environment().keySet().removeIf(name -> Program.isSetting(name) && !name.equals("NBE_JAVA_OPTS"));
        long before = System.nanoTime();
        return new MeasuredProgram(builder.start(), log, before);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** When it was started, before the operating system made the process, by {@link System#nanoTime}. */
    public long startedNanos() {
        return startedNanos;
    }

    /**
     * Lets time pass while it runs.
     *
     * @throws RigFailure if it ends before
     */
    public void runOn(Duration duration) throws RigFailure, InterruptedException {
        if (process.waitFor(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw failure("it ended by itself with status " + process.exitValue());
        }
    }

    /** User and system time of all its threads since the start; in steps of 10 ms on Linux. */
    public Duration cpu() throws RigFailure {
        return process.info().totalCpuDuration().orElseThrow(() -> failure("its CPU time cannot be read"));
    }

    /** {@code VmRSS} or {@code VmHWM} of {@code /proc/PID/status}, in MiB. */
    public double memoryMib(String key) throws RigFailure {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            String line = lines.filter(one -> one.startsWith(key + ":"))
                    .findFirst()
                    .orElseThrow(() -> failure(status + " has no " + key));
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        } catch (IOException e) {
            throw failure(status + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Bytes of the heap in use right after a full collection, which this asks for; needs the JDK's {@code jcmd}.
     *
     * @throws RigFailure if jcmd fails or says something else
     */
    public long liveHeapBytes() throws RigFailure, IOException, InterruptedException {
        jcmd("GC.run");
        long kib = 0;
        Matcher used = GENERATION.matcher(jcmd("GC.heap_info"));
        while (used.find()) {
            kib += Long.parseLong(used.group(1));
        }
        if (kib == 0) {
            throw failure("jcmd GC.heap_info names no generation of the serial collector");
        }
        return kib * 1024;
    }

    private String jcmd(String command) throws RigFailure, IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            throw failure("jcmd " + command + ": " + answer);
        }
        return answer;
    }

    /** What it has logged so far. */
    public List<String> log() throws IOException {
        return Files.readAllLines(log, StandardCharsets.UTF_8);
    }

    /** The sum of the numbers that its log says behind {@code words}; 0 if it never does. */
    public long logged(String words) throws IOException {
        Matcher found = Pattern.compile(Pattern.quote(words) + " (\\d+)")
                .matcher(Files.readString(log, StandardCharsets.UTF_8));
        long sum = 0;
        while (found.find()) {
            sum += Long.parseLong(found.group(1));
        }
        return sum;
    }

    /**
     * Sends SIGTERM and waits for its end.
     *
     * @return how long that took, ns
     * @throws RigFailure if it does not end, or not with status 0
     */
    public long terminate() throws RigFailure, InterruptedException {
        long before = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw failure("it did not end within " + STOP_SECONDS + " s of SIGTERM");
        }
        long took = System.nanoTime() - before;
        if (process.exitValue() != 0) {
            throw failure("after SIGTERM it ended with status " + process.exitValue());
        }
        return took;
    }

    /** What went wrong, with the end of the daemon's log. */
    public RigFailure failure(String what) {
        return new RigFailure("the program failed: " + what + "\n" + endOfLog());
    }

    private String endOfLog() {
        try {
            List<String> lines = log();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
