package nbe.bgapi.adapter;

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes up when a port may have come or gone: device nodes and the symbolic links to them appear in directories, and Linux
 * tells who asks (inotify). It only looks at names, and never opens anything.
 *
 * <p>A directory that is not there (udev makes {@code /dev/serial/by-id} with the first serial port and removes it with the
 * last) is waited for in the nearest one above it. Where nothing can be watched, {@link #works} is false, {@link #await}
 * waits its full time, and whoever looks for ports has to go on doing so at short intervals.
 *
 * <p>{@link #await} belongs to one thread; the rest may be called from any.
 */
final class PortWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    /** Symbolic links behind one another that are followed; the kernel's own limit is 40. */
    private static final int MOST_LINKS = 8;
    /** What the names of BLED112 ports begin with. */
    private static final String TTY_ACM = "ttyACM";

    private final Path dev; // null: the ports below
    private final List<Path> ports;
    private final LongSupplier clock;
    private final WatchService service; // null: there is none
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean works;

    // All below belong to the thread that awaits.
    private Map<Path, Set<String>> wanted = Map.of(); // directory → names; an empty set: every ttyACM
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private boolean troubleLogged;

    private PortWatch(Path dev, List<Path> ports, LongSupplier clock, WatchService service) {
        this.dev = dev;
        this.ports = ports;
        this.clock = clock;
        this.service = service;
    }

    /** Watches nothing. */
    static PortWatch none(LongSupplier clock) {
        return new PortWatch(null, List.of(), clock, null);
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
            return none(clock);
        }
    }

    private static PortWatch watching(Path dev, List<Path> ports, LongSupplier clock) {
        // Elsewhere the service polls too, and more slowly than we do (macOS), or ports are no files (Windows).
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return none(clock);
        }
        try {
            PortWatch watch =
                    new PortWatch(dev, ports, clock, FileSystems.getDefault().newWatchService());
            watch.register();
            return watch;
        } catch (IOException | UnsupportedOperationException e) { // no inotify instance is left for this account
            LOG.debug("no changes of ports are watched, they are looked for instead: {}", e.getMessage());
            return none(clock);
        }
    }

    /** True while every change wakes {@link #await} up. */
    boolean works() {
        return works;
    }

    /**
     * Waits for a change.
     *
     * @return true if there was one; false if the time is over, or the watch is closed
     */
    boolean await(long nanos) throws InterruptedException {
        if (service == null) {
            if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
                LOG.trace("the watch for ports ends");
            }
            return false;
        }
        long end = clock.getAsLong() + nanos;
        try {
            if (register()) {
                return true; // what came before a directory was watched was not told
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

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ends a wait that is under way. */
    @Override
    public void close() {
        closed.countDown();
        works = false;
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                LOG.debug("closing the watch for ports: {}", e.getMessage());
            }
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
                    LOG.debug("{} cannot be watched; ports are looked for instead: {}", directory, e.toString());
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
            return null; // gone this moment: its directory tells
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
