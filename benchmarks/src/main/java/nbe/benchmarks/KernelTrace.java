package nbe.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nbe.testing.RigFailure;

/**
 * The kernel's own record of a process, from {@code tracefs}: when bytes woke its adapter's thread, and when its thread to the agent
 * had written a frame. So neither this process's clock nor the wake-up of its threads adds to the figure. Uses a trace instance of
 * its own, which disturbs no other trace. Needs root. One thread.
 */
final class KernelTrace implements AutoCloseable {
    private static final Path TRACEFS = Path.of("/sys/kernel/tracing");
    private static final String BUFFER_KIB_PER_CPU = "16384";
    /** Numbers of read, write and writev: asm/unistd_64.h, asm-generic/unistd.h. */
    private static final Map<String, Calls> CALLS =
            Map.of("amd64", new Calls(0, 1, 20), "aarch64", new Calls(63, 64, 66));
    /** An intent and the ping behind it are some 170 bytes; pings alone 14. */
    private static final int SHORTEST_FRAME = 100;

    private static final double NANOS_PER_SECOND = 1e9;
    /** {@code agent-io-2082 [001] ..... 2080.824784: sys_exit: NR 20 = 170}. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?<task>.+)-\\d+\\s+\\[\\d+]\\s+\\S+\\s+(?<time>[\\d.]+): (?<event>\\w+): (?<rest>.*)");

    private static final Pattern RETURNED = Pattern.compile("NR (\\d+) = (-?\\d+)");

    private record Calls(int read, int write, int writev) {}

    private final Path instance;
    private final Calls calls;

    private KernelTrace(Path instance, Calls calls) {
        this.instance = instance;
        this.calls = calls;
    }

    /** Why the kernel cannot trace here; empty if it can. */
    static String missing() {
        if (!CALLS.containsKey(System.getProperty("os.arch"))) {
            return "the numbers of the system calls on " + System.getProperty("os.arch") + " are not known here";
        }
        if (!Files.isWritable(TRACEFS.resolve("instances"))) {
            return TRACEFS + " is not there, or not for this account (root has it)";
        }
        return Files.isDirectory(TRACEFS.resolve("events/raw_syscalls"))
                ? ""
                : "this kernel does not trace system calls";
    }

    /** Begins to trace the threads that the process has now. */
    static KernelTrace of(long pid) throws IOException {
        Path instance = Files.createDirectory(TRACEFS.resolve("instances")
                .resolve("nbe-figures-" + ProcessHandle.current().pid()));
        KernelTrace trace = new KernelTrace(instance, CALLS.get(System.getProperty("os.arch")));
        try {
            trace.begin(pid);
            return trace;
        } catch (IOException e) {
            trace.close();
            throw e;
        }
    }

    private void begin(long pid) throws IOException {
        write("tracing_on", "0");
        write("trace_clock", "mono"); // that of System.nanoTime
        write("buffer_size_kb", BUFFER_KIB_PER_CPU);
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            write(
                    "set_event_pid",
                    threads.map(path -> path.getFileName().toString()).collect(Collectors.joining(" ")));
        }
        write(
                "events/raw_syscalls/sys_exit/filter",
                String.format(
                        "(id == %d && ret > 0) || ((id == %d || id == %d) && ret > %d)",
                        calls.read(), calls.write(), calls.writev(), SHORTEST_FRAME));
        write("events/raw_syscalls/sys_exit/enable", "1");
        write("events/sched/sched_waking/filter", "comm ~ \"adapter-*\"");
        write("events/sched/sched_waking/enable", "1");
        write("tracing_on", "1");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(instance.resolve(file), text, StandardCharsets.US_ASCII);
    }

    /**
     * For each moment, the time in milliseconds from the wake-up of the adapter's thread for the first bytes after it until the thread
     * to the agent had written the next frame.
     *
     * @param moments when the dongle was about to write deciding advertisements, {@link System#nanoTime}, in order
     */
    List<Double> latencies(List<Long> moments) throws IOException, RigFailure {
        write("tracing_on", "0");
        List<Reading> readings = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        OptionalDouble waking = OptionalDouble.empty();
        for (String line : Files.readAllLines(instance.resolve("trace"), StandardCharsets.ISO_8859_1)) {
            Matcher found = LINE.matcher(line);
            if (!found.matches()) {
                continue;
            }
            double seconds = Double.parseDouble(found.group("time"));
            Matcher returned = RETURNED.matcher(found.group("rest"));
            if (found.group("event").equals("sched_waking")) {
                waking = OptionalDouble.of(seconds);
            } else if (returned.matches() && Integer.parseInt(returned.group(1)) == calls.read()) {
                if (found.group("task").startsWith("adapter-")) {
                    readings.add(
                            new Reading(waking.orElse(seconds), seconds)); // not woken, if the bytes were there already
                    waking = OptionalDouble.empty();
                }
            } else if (returned.matches() && found.group("task").startsWith("agent-io")) {
                written.add(seconds);
            }
        }
        List<Double> millis = new ArrayList<>();
        for (long moment : moments) {
            double about = moment / NANOS_PER_SECOND;
            Reading reading = first(readings, about, one -> one.read() >= about);
            double from = Math.max(about, reading.woken());
            millis.add((first(written, from, one -> one >= reading.read()) - from) * 1000);
        }
        return millis;
    }

    /** When the adapter's thread woke, and when it had read, in seconds. */
    private record Reading(double woken, double read) {}

    private static <T> T first(List<T> all, double from, Predicate<T> wanted) throws RigFailure {
        return all.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new RigFailure("the kernel's trace has nothing behind " + from + " s"));
    }

    @Override
    public void close() {
        try {
            Files.delete(instance);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + instance, e);
        }
    }
}
