package nbe.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory, time and threads of this process. Immutable.
 *
 * @param cpuSeconds user and system time since its start; empty: the system does not say
 * @param residentBytes {@code VmRSS} of {@code /proc/self/status}; empty: not on Linux
 * @param heapUsedBytes of Java's heap, garbage included
 * @param heapMaxBytes what the heap may grow to
 * @param threads of Java
 */
public record ProcessFigures(
        OptionalDouble cpuSeconds, OptionalLong residentBytes, long heapUsedBytes, long heapMaxBytes, int threads) {
    private static final Logger LOG = LoggerFactory.getLogger("metrics");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final int BYTES_PER_KIB = 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    /** The figures of this moment. Any thread. */
    public static ProcessFigures now() {
        Runtime runtime = Runtime.getRuntime();
        return new ProcessFigures(
                cpu(),
                resident(),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                allThreads().activeCount());
    }

    private static OptionalDouble cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> OptionalDouble.of(time.toNanos() / NANOS_PER_SECOND))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalLong resident() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
                    .findFirst();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", STATUS, e);
            return OptionalLong.empty();
        }
    }

    private static ThreadGroup allThreads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
