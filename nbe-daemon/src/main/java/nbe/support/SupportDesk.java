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
import nbe.evaluation.RecordingWriter;
import nbe.log.FileOwner;
import nbe.tap.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's part in {@code nbe support}: its thread waits for a request in the {@link SupportFolder}, and writes down what was heard
 * and done lately. What goes wrong there is a line in the log and nothing more.
 */
public final class SupportDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("support");

    private final Path folder;
    private final RecentTraffic traffic;
    private final String version;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final WatchService watch;

    private SupportDesk(
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
     * Begins to wait for requests.
     *
     * @param version of this program
     * @param nanos the clock of what is in the traffic
     * @throws IOException if the folder cannot be watched
     */
    public static SupportDesk open(
            Path folder, RecentTraffic traffic, String version, LongSupplier nanos, InstantSource wall)
            throws IOException {
        WatchService watch = folder.getFileSystem().newWatchService();
        try {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        } catch (IOException e) {
            watch.close();
            throw e;
        }
        SupportDesk desk = new SupportDesk(folder, traffic, version, nanos, wall, watch);
        Thread thread = new Thread(desk::serve, "support");
        thread.setDaemon(true);
        thread.start();
        return desk;
    }

    private void serve() {
        try {
            answer(); // one that was made while nobody was here
            while (true) {
                WatchKey key = watch.take();
                key.pollEvents();
                answer();
                if (!key.reset()) {
                    LOG.warn("{} is gone: `nbe support` will not get what was heard lately", folder);
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
            LOG.info("what was heard lately is written to {} for `nbe support`", folder);
        } catch (IOException | RuntimeException e) {
            LOG.warn("`nbe support` asked, and gets no answer: {}", e.toString());
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
            for (RecentTraffic.Happened happened : copy.events()) {
                out.write(wallNow.minusNanos(now - happened.atNanos()) + " "
                        + Printable.line(Masking.of(String.valueOf(happened.what()))) + "\n");
            }
        }
        publish(SupportFolder.SIGHTINGS);
        publish(SupportFolder.EVENTS);
    }

    /** A new file for this account alone; it is opened as it is made, so that nothing is written through a link that is put there. */
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
