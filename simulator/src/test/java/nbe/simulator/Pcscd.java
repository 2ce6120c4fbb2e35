package nbe.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real pcscd with vsmartcard's virtual reader, for one test class; ends one that runs already, by its pid. */
final class Pcscd implements AutoCloseable {
    private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
    private static final Path DRIVER = Path.of("/etc/reader.conf.d/vpcd");
    private static final Path PROGRAM = Path.of("/usr/sbin/pcscd");

    private final Process process;

    private Pcscd(Process process) {
        this.process = process;
    }

    /** Whether this machine can do it at all. */
    static boolean possible() {
        return Files.exists(PROGRAM) && Files.exists(DRIVER) && "root".equals(System.getProperty("user.name"));
    }

    static Pcscd start() throws IOException, InterruptedException {
        for (ProcessHandle running : running()) {
            running.destroy();
            running.onExit().orTimeout(5, TimeUnit.SECONDS).join();
        }
        Files.deleteIfExists(SOCKET);
        Process process = new ProcessBuilder(PROGRAM.toString(), "--foreground")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Pcscd pcscd = new Pcscd(process);
        long end = System.nanoTime() + 10_000_000_000L;
        while (!(Files.exists(SOCKET) && listens())) {
            if (!process.isAlive() || System.nanoTime() > end) {
                pcscd.close();
                throw new AssertionError("pcscd does not come up");
            }
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        return pcscd;
    }

    private static List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/pcscd"))
                .toList();
    }

    /** Looks without connecting: a connection would be a card. */
    private static boolean listens() throws IOException {
        String listening =
                ":" + Integer.toHexString(VirtualReaderSlot.FIRST_PORT).toUpperCase(java.util.Locale.ROOT);
        return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                .map(line -> line.trim().split("\\s+"))
                .anyMatch(fields -> fields.length > 3 && fields[1].endsWith(listening) && fields[3].equals("0A"));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }
}
