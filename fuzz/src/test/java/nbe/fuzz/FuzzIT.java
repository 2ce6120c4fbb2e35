package nbe.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Fuzzes each target with Jazzer, in a process of its own. An ordinary build does so for a few seconds with a fixed seed; the
 * profile {@code fuzz} for minutes (docs/fuzzing.md). Jazzer's own integration with JUnit is made for JUnit 5.
 */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        architectures = {"amd64", "x86_64", "aarch64"},
        disabledReason = "the fuzzer's native part is not made for this machine")
class FuzzIT {
    private static final Path WORK = Path.of("target", "fuzz");
    /** Words of a format, which the fuzzer would hardly find at random. */
    private static final Path DICTIONARIES = Path.of("src", "test", "resources", "dictionary");
    /** For a process to start on a busy machine, and to end. */
    private static final long PATIENCE_SECONDS = 120;
    /** Findings with different traces that a long run collects before it ends. */
    private static final int MOST_FINDINGS = 10;

    /** In less the second compiler costs more than it gains. */
    private static final long WORTH_COMPILING_SECONDS = 30;

    private static final String FINDING = "== Java Exception:";
    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");

    private final String minutes = System.getProperty("nbe.fuzz.minutes", "");
    private final boolean isLong = !minutes.isEmpty();

    @TestFactory
    Stream<DynamicTest> noTargetBreaksAPromise() throws IOException {
        String wanted = System.getProperty("nbe.fuzz.target", "");
        List<Target> targets = Target.all().stream()
                .filter(target -> wanted.isEmpty() || target.name().equals(wanted))
                .toList();
        assertTrue(
                !targets.isEmpty(),
                () -> "no target is called " + wanted + "; there are "
                        + Target.all().stream().map(Target::name).toList());
        long seconds = isLong
                ? Math.max(1, Math.round(Double.parseDouble(minutes) * 60 / targets.size()))
                : Long.parseLong(System.getProperty("nbe.fuzz.seconds", "2"));
        Files.createDirectories(WORK);
        Path summary = WORK.resolve("summary.txt");
        Files.deleteIfExists(summary);
        // A target takes longer to start its JVM and instrument its classes than to fuzz: two at a time.
        ExecutorService pool = Executors.newFixedThreadPool(isLong ? 1 : 2);
        Map<Target, Future<?>> runs = new LinkedHashMap<>();
        for (Target target : targets) {
            runs.put(target, pool.submit(() -> {
                fuzz(target, seconds, summary);
                return null;
            }));
        }
        pool.shutdown();
        return runs.entrySet().stream()
                .map(run -> DynamicTest.dynamicTest(run.getKey().name(), () -> {
                    try {
                        run.getValue().get();
                    } catch (ExecutionException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void fuzz(Target target, long seconds, Path summary) throws IOException, InterruptedException {
        Path own = Files.createDirectories(WORK.resolve(target.name())).toAbsolutePath();
        Path grown = own.resolve("corpus");
        if (!isLong) {
            delete(grown); // the same run each time
        }
        Files.createDirectories(grown);
        Path output = own.resolve("output.txt");
        Process process = new ProcessBuilder(command(target, seconds, own, grown))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(
                    process.waitFor(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS),
                    () -> "the fuzzer hangs, see " + output);
        } finally {
            process.destroyForcibly();
        }
        String text = new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
        Matcher executed = EXECUTED.matcher(text);
        long executions = executed.find() ? Long.parseLong(executed.group(1)) : 0;
        String line = String.format(
                Locale.ROOT,
                "%-18s %,12d executions in %d s, exit status %d%n",
                target.name(),
                executions,
                seconds,
                process.exitValue());
        Files.writeString(summary, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        // A run that continues after a finding ends with status 0.
        boolean finding = process.exitValue() != 0 || text.contains(FINDING);
        assertFalse(finding, () -> "a finding; its input lies in " + own + "\n" + findingIn(text));
        assertTrue(executions > 0, () -> "nothing was fuzzed\n" + tail(text));
    }

    private List<String> command(Target target, long seconds, Path own, Path grown) {
        int java = Runtime.version().feature();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Xss1m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
        command.add(
                "-da:org.tomlj..."); // off where the product runs; some of them do not hold, and nothing is wrong then
        if (seconds < WORTH_COMPILING_SECONDS) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        if (java >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (java >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of("-cp", classPath(), "com.code_intelligence.jazzer.Jazzer"));
        command.add("--target_class=" + target.type().getName());
        // Not the TOML parser: generated code of others, six times as slow if instrumented.
        command.add("--instrumentation_includes=nbe.**:tools.jackson.core.**");
        command.add(
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**"); // for programs that run what they read
        command.add("--reproducer_path=" + own);
        command.add("--keep_going=" + (isLong ? MOST_FINDINGS : 1));
        command.add("-artifact_prefix=" + own + File.separator);
        command.add("-seed=" + System.getProperty("nbe.fuzz.seed", "1"));
        command.add("-max_total_time=" + seconds);
        command.add("-max_len=4096");
        command.add("-timeout=60"); // the first input waits for the subject's classes to be loaded and instrumented
        command.add("-print_final_stats=1");
        Path words = DICTIONARIES.resolve(target.name()).toAbsolutePath();
        if (Files.exists(words)) {
            command.add("-dict=" + words);
        }
        command.add(grown.toString());
        command.add(CorpusTest.CORPUS.resolve(target.name()).toAbsolutePath().toString());
        return command;
    }

    /** The class path; Surefire may replace it by a jar that only lists the others. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String findingIn(String text) {
        int at = text.indexOf(FINDING);
        return at < 0 ? tail(text) : text.substring(at, Math.min(text.length(), at + 2_000));
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
