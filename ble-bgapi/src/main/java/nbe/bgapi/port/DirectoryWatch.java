package nbe.bgapi.port;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes up when a port may have come or gone: device nodes and the symbolic links to them appear in directories, and Linux
 * reports that (inotify).
 *
 * <p>Instead of a directory that is not there (udev makes {@code /dev/serial/by-id} with the first serial port and removes it with the
 * last) it watches the nearest one above.
 */
final class DirectoryWatch implements PortWatch {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    /** Symbolic links behind one another that are followed; the kernel's own limit is 40. */
    private static final int MOST_LINKS = 8;
    /** What the names of BLED112 ports begin with. */
    private static final String TTY_ACM = "ttyACM";

    private final Path dev; // null: the ports below
    private final List<Path> ports;
    private final LongSupplier clock;
    private final WatchService service;
    private volatile boolean closed;
    private volatile boolean works;

    // All below belong to the thread that awaits.
    private Map<Path, Set<String>> wanted = Map.of(); // directory → names; an empty set: every ttyACM
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private boolean troubleLogged;

    private DirectoryWatch(Path dev, List<Path> ports, LongSupplier clock, WatchService service) {
        this.dev = dev;
        this.ports = ports;
        this.clock = clock;
        this.service = service;
    }

    /** Watches for every port that a BLED112 could be, in this directory. */
    static PortWatch everyPort(Path dev, LongSupplier clock) {
        return watching(dev, List.of(), clock);
    }

    /** Watches for these ports, by their names as an operator writes them. */
    static PortWatch named(List<String> names, LongSupplier clock) {
        try {
            return watching(
                    null,
                    names.stream()
                            .map(name -> Path.of(name).toAbsolutePath().normalize())
                            .toList(),
                    clock);
        } catch (InvalidPathException e) {
            LOG.debug("no changes of ports are watched: {}", e.getMessage());
            return PortWatch.none();
        }
    }

    private static PortWatch watching(Path dev, List<Path> ports, LongSupplier clock) {
        try {
            DirectoryWatch watch = new DirectoryWatch(
                    dev, ports, clock, FileSystems.getDefault().newWatchService());
            watch.register();
            return watch;
        } catch (IOException | UnsupportedOperationException e) { // no inotify instance is left for this account
            LOG.debug("port changes are not watched but polled: {}", e.getMessage());
            return PortWatch.none();
        }
    }

    @Override
    public boolean works() {
        return works;
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        long end = clock.getAsLong() + nanos;
        try {
            if (register()) {
                return true; // changes before the watch began were not reported
            }
            for (long left = nanos; left > 0; left = end - clock.getAsLong()) {
                WatchKey key = service.poll(left, TimeUnit.NANOSECONDS);
                if (key != null && concerns(key)) {
                    register();
                    return true;
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.trace("the watch for ports ends");
        }
        return false;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        works = false;
        try {
            service.close();
        } catch (IOException e) {
            LOG.debug("closing the watch for ports: {}", e.getMessage());
        }
    }

    /** Takes the events out of a key; true if one is about a port. */
    private boolean concerns(WatchKey key) {
        Set<String> names = wanted.get((Path) key.watchable());
        boolean concerns = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                concerns = true;
            } else if (names != null && event.context() instanceof Path name) {
                String text = name.toString();
                concerns |= names.isEmpty() ? text.startsWith(TTY_ACM) : names.contains(text);
            }
        }
        if (!key.reset()) { // the directory itself has gone
            keys.remove((Path) key.watchable(), key);
            concerns = true;
        }
        return concerns;
    }

    /** Watches what is to be watched by now, and nothing else; true if something was added. */
    private boolean register() {
        wanted = dev != null ? placeOf(dev) : placesOf(ports);
        keys.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.containsKey(entry.getKey());
            if (unwanted) {
                entry.getValue().cancel();
            }
            return unwanted;
        });
        boolean added = false;
        boolean all = true;
        for (Path directory : wanted.keySet()) {
            WatchKey known = keys.get(directory);
            if (known != null && known.isValid()) {
                continue;
            }
            try {
                keys.put(
                        directory,
                        directory.register(
                                service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE));
                added = true;
            } catch (IOException e) { // gone this moment, not readable, or no watch is left for this account
                all = false;
                keys.remove(directory);
                if (!troubleLogged) {
                    troubleLogged = true;
                    LOG.debug("{} cannot be watched; ports are polled instead: {}", directory, e.toString());
                }
            }
        }
        troubleLogged &= !all;
        works = all && !isClosed();
        return added;
    }

    private static Map<Path, Set<String>> placeOf(Path dev) {
        Path directory = nearest(dev);
        return Map.of(real(directory), directory.equals(dev) ? Set.of() : Set.of(nameIn(directory, dev)));
    }

    /** The directories in which the named ports, the links on the way to them, or what leads there can appear. */
    private static Map<Path, Set<String>> placesOf(List<Path> ports) {
        Map<Path, Set<String>> places = new HashMap<>();
        for (Path port : ports) {
            Path at = port;
            for (int links = 0; at != null && at.getFileName() != null && links < MOST_LINKS; links++) {
                Path directory = nearest(at.getParent());
                places.computeIfAbsent(real(directory), any -> new HashSet<>()).add(nameIn(directory, at));
                at = targetOf(at);
            }
        }
        return places;
    }

    /** Null if it is no link. */
    private static Path targetOf(Path link) {
        try {
            return Files.isSymbolicLink(link)
                    ? link.resolveSibling(Files.readSymbolicLink(link)).normalize()
                    : null;
        } catch (IOException e) {
            return null; // gone this moment: the watch of its directory reports it
        }
    }

    /** The directory, or the first one above it that exists. */
    private static Path nearest(Path directory) {
        Path at = directory;
        while (at.getParent() != null && !Files.isDirectory(at)) {
            at = at.getParent();
        }
        return at;
    }

    /** Two ways to one directory must not count as two. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory; // gone this moment: it cannot be watched then
        }
    }

    private static String nameIn(Path directory, Path below) {
        return directory.relativize(below).getName(0).toString();
    }
}
