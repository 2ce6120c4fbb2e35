package nbe.support;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import nbe.base.Printable;
import nbe.log.FileOwner;
import nbe.recording.RecordingWriter;
import nbe.tap.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's side of {@code nbe support}: its thread waits for a request in the {@link SupportFolder} and writes the recent traffic
 * there. A failure is a line in the log.
 */
public final class TrafficResponder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("support");

    private final Path folder;
    private final RecentTraffic traffic;
    private final String version;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final WatchService watch;

    private TrafficResponder(
            Path folder,
            RecentTraffic traffic,
            String version,
            LongSupplier nanos,
            InstantSource wall,
            WatchService watch) {
        this.folder = folder;
        this.traffic = traffic;
        this.version = version;
        this.nanos = nanos;
        this.wall = wall;
        this.watch = watch;
    }

    /**
     * Starts the thread.
     *
     * @param version this program's
     * @param nanos the traffic's monotonic clock
     * @throws IOException if the folder cannot be watched
     */
    public static TrafficResponder open(
            Path folder, RecentTraffic traffic, String version, LongSupplier nanos, InstantSource wall)
            throws IOException {
        WatchService watch = folder.getFileSystem().newWatchService();
        try {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        } catch (IOException e) {
            watch.close();
            throw e;
        }
        TrafficResponder responder = new TrafficResponder(folder, traffic, version, nanos, wall, watch);
        Thread thread = new Thread(responder::serve, "support");
        thread.setDaemon(true);
        thread.start();
        return responder;
    }

    private void serve() {
        try {
            answer(); // a request from before the start
            while (true) {
                WatchKey key = watch.take();
                key.pollEvents();
                answer();
                if (!key.reset()) {
                    LOG.warn("{} is gone: `nbe support` will get no recent traffic", folder);
                    return;
                }
            }
        } catch (ClosedWatchServiceException closed) {
            LOG.trace("closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer() {
        Path request = folder.resolve(SupportFolder.REQUEST);
        if (!Files.exists(request)) {
            return;
        }
        try {
            write(traffic.copy(), nanos.getAsLong(), wall.instant());
            Files.delete(request);
            LOG.info("recent traffic written to {} for `nbe support`", folder);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the request of `nbe support` failed: {}", e.toString());
        }
    }

    private void write(RecentTraffic.Copy copy, long now, Instant wallNow) throws IOException {
        List<Sighting> sightings = copy.sightings();
        long start = sightings.isEmpty() ? now : sightings.get(0).atNanos();
        try (BufferedWriter out = fresh(SupportFolder.SIGHTINGS)) {
            RecordingWriter recording = new RecordingWriter(out, start);
            recording.begin(version, wallNow.minusNanos(now - start), "kept by a running daemon for nbe support");
            for (Sighting sighting : sightings) {
                recording.sighting(sighting);
            }
        }
        try (BufferedWriter out = fresh(SupportFolder.EVENTS)) {
            for (RecentTraffic.TimedEvent event : copy.events()) {
                out.write(wallNow.minusNanos(now - event.atNanos()) + " "
                        + Printable.line(Masking.of(String.valueOf(event.what()))) + "\n");
            }
        }
        publish(SupportFolder.SIGHTINGS);
        publish(SupportFolder.EVENTS);
    }

    /** A new file for this account alone; CREATE_NEW follows no link that somebody has put there. */
    private BufferedWriter fresh(String name) throws IOException {
        Path path = beside(name);
        Files.deleteIfExists(path);
        SeekableByteChannel channel = Files.newByteChannel(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                FileOwner.rights("rw-------", path));
        return new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    private void publish(String name) throws IOException {
        Files.move(beside(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path beside(String name) {
        return folder.resolve(name + ".new");
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            LOG.debug("the watch of {} could not be closed: {}", folder, e.toString());
        }
    }
}
