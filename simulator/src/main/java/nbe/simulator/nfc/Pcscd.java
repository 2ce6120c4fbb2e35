package nbe.simulator.nfc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.base.OutsideWorld;

/**
 * The real pcscd, with virtual readers, for tests and benchmarks. It is started only where {@code /run/pcscd} is a file system of
 * its own, as {@code packaging/clone/alone} makes it: a pcscd of this machine is neither ended nor loses its socket. One thread.
 */
@OutsideWorld("waits for a process")
public final class Pcscd implements AutoCloseable {
    /** Where it listens. */
    public static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");

    private static final Path PID_FILE = Path.of("/run/pcscd/pcscd.pid");
    private static final Path PROGRAM = Path.of("/usr/sbin/pcscd");
    private static final Path VPCD = Path.of("/etc/reader.conf.d/vpcd");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    /** A line of /proc/self/mountinfo: a whole file system in memory, where pcscd keeps its socket. */
    private static final Pattern OF_OUR_OWN = Pattern.compile("\\S+ \\S+ \\S+ / /run/pcscd .* - tmpfs .*");
    /** A line of /proc/net/tcp: number, local address and port, remote address and port, state 0A. */
    private static final Pattern LISTENING =
            Pattern.compile("^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A ");
    /** Debian 13's asks polkit whether its client is welcome, and polkit is not there; that of Debian 12 has no such option. */
    private static final String WITHOUT_POLKIT = "--disable-polkit";

    private static final long STEP_MILLIS = 10;
    private static final long START_SECONDS = 20;
    private static final long END_SECONDS = 5;

    private final Path log;
    private Process process;

    /** @param log where its output is added to */
    public Pcscd(Path log) {
        this.log = log;
    }

    /** Why pcscd cannot be started here, for people; empty if it can. */
    public static Optional<String> missing() throws IOException {
        if (!Files.exists(PROGRAM) || !Files.exists(VPCD)) {
            return Optional.of("no pcscd with vsmartcard's virtual reader: apt-get install pcscd vsmartcard-vpcd");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("only root may start pcscd");
        }
        if (Files.readAllLines(MOUNTS).stream()
                .noneMatch(mount -> OF_OUR_OWN.matcher(mount).matches())) {
            return Optional.of(
                    "this machine's pcscd would be disturbed: only in namespaces of its own, as ./test makes them");
        }
        return Optional.empty();
    }

    /** Starts it, or starts it again, with the two slots that Debian configures; returns once both take cards. */
    public void start() throws IOException, InterruptedException {
        start(List.of(), Set.of(VirtualReaderSlot.FIRST_PORT, VirtualReaderSlot.FIRST_PORT + 1));
    }

    /**
     * Starts it, or starts it again, with other readers.
     *
     * @param configuration a folder of files as in {@code /etc/reader.conf.d}
     * @param ports where its virtual slots listen for cards; empty if it has none
     */
    public void start(Path configuration, Set<Integer> ports) throws IOException, InterruptedException {
        start(List.of("--config", configuration.toString()), ports);
    }

    private void start(List<String> options, Set<Integer> ports) throws IOException, InterruptedException {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("it runs");
        }
        Files.deleteIfExists(SOCKET);
        Files.deleteIfExists(PID_FILE);
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "--foreground"));
        if (knowsPolkit()) {
            command.add(WITHOUT_POLKIT);
        }
        command.addAll(options);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!(Files.exists(SOCKET) && listening().containsAll(ports))) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                close();
                throw new IOException("pcscd does not come up, see " + log.toAbsolutePath());
            }
            process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean knowsPolkit() throws IOException {
        Process help = new ProcessBuilder(PROGRAM.toString(), "--help")
                .redirectErrorStream(true)
                .start();
        return new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(WITHOUT_POLKIT);
    }

    /** Looks without connecting, for a connection would be a card. */
    private static Set<Integer> listening() throws IOException {
        Set<Integer> ports = new HashSet<>();
        for (String line : Files.readAllLines(Path.of("/proc/net/tcp"))) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                ports.add(Integer.parseInt(listening.group(1), 16));
            }
        }
        return ports;
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL: its socket stays behind. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    /** SIGTERM, if it runs. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("pcscd does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
