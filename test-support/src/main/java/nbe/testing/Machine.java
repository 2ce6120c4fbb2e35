package nbe.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What a figure was measured on: no figure means anything without it. */
public final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    /** One line: cores, processor, memory, operating system, JVM, load. */
    public static String describe() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %s memory; %s %s %s; Java %s (%s); load average %.1f",
                Runtime.getRuntime().availableProcessors(),
                first(CPU, "model name"),
                first(MEMORY, "MemTotal"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vm.name"),
                loadAverage());
    }

    /** How many threads wanted a core in the last minute, on average; negative where the system does not say. */
    public static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String first(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
    }
}
