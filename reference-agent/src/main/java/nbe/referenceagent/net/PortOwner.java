package nbe.referenceagent.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import nbe.base.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the process that listens on a port, for the message that the port is in use. On Linux, as far as this user may see it. */
final class PortOwner {
    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /** Name and number of the process, such as {@code java, process 4711}. */
    static Optional<String> of(int port) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : new String[] {"net/tcp", "net/tcp6"}) {
                if (Files.isReadable(PROC.resolve(table))) {
                    collect(PROC.resolve(table), port, sockets);
                }
            }
            return sockets.isEmpty() ? Optional.empty() : owner(sockets);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("cannot find the process that listens on port {}", port, e);
            return Optional.empty();
        }
    }

    /** A line is: number, local address:port in hex, remote, state, queues, timer, retransmits, user, time-out, inode. */
    private static void collect(Path table, int port, Set<String> sockets) throws IOException {
        for (String line : Files.readAllLines(table)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 9 && fields[3].equals(LISTENING) && fields[1].endsWith(String.format(":%04X", port))) {
                sockets.add("socket:[" + fields[9] + "]");
            }
        }
    }

    private static Optional<String> owner(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(Printable.bounded(name) + ", process " + process.getFileName());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.trace("{} cannot be read, or has ended", process, e);
        }
        return false;
    }
}
