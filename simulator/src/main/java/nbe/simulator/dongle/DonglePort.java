package nbe.simulator.dongle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import nbe.simulator.pty.PseudoTerminal;
import nbe.simulator.pty.WakeUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial port of a {@link SimulatedDongle}: a pseudo-terminal that exists while the adapter is on the bus, and the symbolic
 * link that leads to it. The dongle's lock guards it; once the dongle's thread runs, only that thread opens and closes the port.
 */
final class DonglePort {
    private static final Logger LOG = LoggerFactory.getLogger("simulator");

    private final Optional<Path> link;
    private final WakeUp wakeUp;
    /** Null while the adapter is off the bus. */
    private PseudoTerminal terminal;

    private Consumer<Path> listener = port -> {};
    private boolean occupied;

    DonglePort(Optional<Path> link, WakeUp wakeUp) {
        this.link = link;
        this.wakeUp = wakeUp;
    }

    /** The path that a host opens; empty while there is no port and no link. */
    Optional<Path> path() {
        return link.isPresent() ? link : pseudoTerminal().map(Path::of);
    }

    Optional<String> pseudoTerminal() {
        return Optional.ofNullable(terminal).map(PseudoTerminal::path);
    }

    boolean isOpen() {
        return terminal != null;
    }

    /** The pseudo-terminal, or null: to read, write and wait. */
    PseudoTerminal terminal() {
        return terminal;
    }

    /** Calls the listener with the port each time that it has come; at once if it is there. */
    void onOpen(Consumer<Path> portListener) {
        listener = portListener;
        if (terminal != null) {
            path().ifPresent(listener);
        }
    }

    void occupy() throws IOException {
        if (terminal != null) {
            terminal.occupy();
        }
        occupied = true;
    }

    void vacate() {
        occupied = false;
        if (terminal != null) {
            terminal.vacate();
        }
    }

    /** Creates the pseudo-terminal and the link. */
    void open() throws IOException {
        terminal = PseudoTerminal.open(wakeUp);
        if (occupied) {
            terminal.occupy();
        }
        replaceLink();
        LOG.debug("plugged in at {}", terminal.path());
        path().ifPresent(listener);
    }

    /** Removes link and pseudo-terminal; without effect if there is no port. */
    void close() {
        if (terminal == null) {
            return;
        }
        LOG.debug("unplugged from {}", terminal.path());
        try {
            if (link.isPresent() && Files.isSymbolicLink(link.get())) {
                Files.delete(link.get());
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", link.get(), e.toString());
        }
        terminal.close();
        terminal = null;
    }

    /** Replaces the link in one step, so that a host finds either the old or the new port. */
    private void replaceLink() throws IOException {
        if (link.isEmpty()) {
            return;
        }
        Path path = link.get();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
            throw new IOException(path + " exists and is not a symbolic link; name another path");
        }
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, Path.of(terminal.path()));
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
