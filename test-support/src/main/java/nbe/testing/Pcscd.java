package nbe.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real pcscd, with virtual readers or with readers on serial lines. It starts only where {@code /run/pcscd} is a file system
 * of its own, as {@code packaging/clone/alone} makes it: so it never ends the machine's pcscd and never takes its socket. One
 * thread.
 */
public final class Pcscd implements AutoCloseable {
    /** What the virtual readers of {@link #start()} are called. */
    public static final String LEFT = "Virtual PCD 00 00", RIGHT = "Virtual PCD 00 01";

    /** What serial readers are called, in front of their numbers. */
    public static final String SERIAL = "Serial Reader";

    /** vsmartcard's driver listens for the cards of its first slot here, and for those of each further slot on the next port. */
    public static final int FIRST_PORT = 35963;

    /** {@code skip}: tests that need pcscd are skipped; {@code require}: they fail where they cannot run. */
    private static final String SWITCH = "nbe.it.nfc";

    private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
    private static final Path PID_FILE = Path.of("/run/pcscd/pcscd.pid");
    private static final Path PROGRAM = Path.of("/usr/sbin/pcscd");
    private static final Path VPCD = Path.of("/etc/reader.conf.d/vpcd");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    /** pcscd's driver of serial readers, in Debian's libccid, which pcscd depends on. */
    private static final Path SERIAL_DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libccidtwin.so");

    private static final String READER = "FRIENDLYNAME \"%s\"\nDEVICENAME %s\nLIBPATH %s\nCHANNELID 0x%X\n";
    /** A line of /proc/self/mountinfo: a whole file system in memory, where pcscd keeps its socket. */
    private static final Pattern OF_OUR_OWN = Pattern.compile("\\S+ \\S+ \\S+ / /run/pcscd .* - tmpfs .*");
    /** A line of /proc/net/tcp: number, local address and port, remote address and port, state 0A. */
    private static final Pattern LISTENING =
            Pattern.compile("^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A ");
    /** A line of /proc/net/unix: address, references, protocol, flags, type, state 03, inode, path. */
    private static final String CONNECTED = "\\S+ \\S+ \\S+ \\S+ \\S+ 03 +\\S+ ";
    /** Debian 13's pcscd asks polkit about its clients, and polkit is not there; that of Debian 12 has no such option. */
    private static final String WITHOUT_POLKIT = "--disable-polkit";

    private static final long STEP_MILLIS = 10;
    private static final long START_SECONDS = 20;
    private static final long END_SECONDS = 5;
    /** A daemon that finds a younger service takes cards that show up at once for cards that lay there before. */
    private static final Duration SETTLED = Duration.ofMillis(300);

    private final Path log;
    private Process process;

    /** @param log where its output is added to */
    public Pcscd(Path log) {
        this.log = log;
    }

    /** Skips the test where pcscd cannot be started, and says why; fails it with {@code -Dnbe.it.nfc=require}. */
    public static void require() {
        String wish = System.getProperty(SWITCH, "");
        assumeTrue(!wish.equals("skip"), "-D" + SWITCH + "=skip");
        try {
            Optional<String> missing = missing();
            if (wish.equals("require")) {
                assertEquals(Optional.empty(), missing);
            }
            assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Starts it (again) with the two slots that Debian configures; returns once both take cards. */
    public void start() throws IOException, InterruptedException {
        start(List.of(), Set.of(FIRST_PORT, FIRST_PORT + 1));
    }

    /**
     * Starts it (again) with many slots, two for each copy of the driver, which keeps its slots in static variables. pcsc-lite
     * takes 16 at most. Slot n listens at {@link #FIRST_PORT} + n.
     *
     * @param folder empty, for the copies and their configuration
     */
    public void startWithSlots(int slots, Path folder) throws IOException, InterruptedException {
        Path configuration = Files.createDirectory(folder.resolve("conf"));
        Path driver = driver();
        Set<Integer> ports = new HashSet<>();
        for (int pair = 0; pair < slots / 2; pair++) {
            int port = FIRST_PORT + 2 * pair;
            Path copy = Files.copy(driver, folder.resolve("libifdvpcd" + pair + ".so"));
            String device = String.format("/dev/null:0x%X", port);
            Files.writeString(
                    configuration.resolve("vpcd" + pair),
                    String.format(READER, "Virtual PCD " + (char) ('A' + pair), device, copy, port));
            ports.addAll(List.of(port, port + 1));
        }
        start(List.of("--config", configuration.toString()), ports);
    }

    /**
     * Starts it (again) with serial readers, all called {@link #SERIAL}: the first that is plugged in is number 00, the next 01.
     *
     * @param folder for pcscd's configuration
     * @param lines the serial lines
     */
    public void startWithSerialReaders(Path folder, List<Path> lines) throws IOException, InterruptedException {
        if (!Files.exists(SERIAL_DRIVER)) {
            throw new IOException(
                    "no " + SERIAL_DRIVER + ", pcscd's driver of serial readers: apt-get install libccid");
        }
        StringBuilder configuration = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            configuration.append(String.format(READER, SERIAL, lines.get(i), SERIAL_DRIVER, i));
        }
        Files.writeString(Files.createDirectories(folder).resolve("serial"), configuration);
        start(List.of("--config", folder.toString()), Set.of());
    }

    private void start(List<String> options, Set<Integer> ports) throws IOException, InterruptedException {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        if (isAlive()) {
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
        while (!(Files.exists(SOCKET) && listening().containsAll(ports) && hasSettled())) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                close();
                throw new IOException("pcscd does not come up, see " + log.toAbsolutePath());
            }
            process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static Path driver() throws IOException {
        return Files.readAllLines(VPCD).stream()
                .filter(line -> line.startsWith("LIBPATH"))
                .map(line -> Path.of(line.substring("LIBPATH".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean knowsPolkit() throws IOException {
        Process help = new ProcessBuilder(PROGRAM.toString(), "--help")
                .redirectErrorStream(true)
                .start();
        return new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(WITHOUT_POLKIT);
    }

    /** Reads the kernel's table: a connection would be a card. */
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

    private static boolean hasSettled() throws IOException {
        if (!Files.exists(PID_FILE)) {
            return false;
        }
        Instant started = Files.getLastModifiedTime(PID_FILE).toInstant();
        return Duration.between(started, Instant.now()).compareTo(SETTLED) > 0;
    }

    /** Connections that its clients have open. */
    public static long clients() {
        try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
            return sockets.filter(line -> line.matches(CONNECTED + SOCKET)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL: its socket stays behind. */
    public void kill() {
        end(true);
    }

    /** SIGTERM, if it runs. */
    @Override
    public void close() {
        end(false);
    }

    private void end(boolean byForce) {
        if (process == null) {
            return;
        }
        try {
            if (byForce) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("pcscd does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
