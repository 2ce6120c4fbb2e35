package nbe.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import nbe.log.FileOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of {@code [metrics] file}: written every {@link #EVERY} beside its place and renamed into it, so that node_exporter's textfile
 * collector never reads half of it. {@link #close} removes it: a file that stays would report a daemon that is no more. One that was
 * killed leaves it; {@code node_textfile_mtime_seconds} shows its age.
 *
 * <p>Has a thread of its own, since a file system may hang. What cannot be written is a warning, once until it works again.
 */
public final class MetricsFile implements AutoCloseable {
    /** Interval of node_exporter's usual readers. */
    public static final Duration EVERY = Duration.ofSeconds(15);

    private static final Duration FIRST = Duration.ofSeconds(1);
    /** How long the core may take to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long CLOSE_MILLIS = 200;
    /** For everybody: node_exporter has an account of its own. */
    private static final String RIGHTS = "rw-r--r--";

    private static final Logger LOG = LoggerFactory.getLogger("metrics");

    private final Path file;
    private final Path beside;
    private final Supplier<CompletionStage<Measurements>> source;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "metrics-file");
        made.setDaemon(true);
        return made;
    });

    /** Belongs to the thread. */
    private boolean failing;

    /** @param source measures; called on the file's thread, each time before it is written */
    public MetricsFile(Path file, Supplier<CompletionStage<Measurements>> source) {
        this.file = file;
        this.beside = file.resolveSibling(file.getFileName() + ".tmp");
        this.source = source;
    }

    /** Begins to write. */
    public void start() {
        thread.scheduleWithFixedDelay(this::update, FIRST.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Writes it anew. A failure is logged. */
    void update() {
        try {
            write(TextFormat.PROMETHEUS.write(
                    source.get().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)));
            if (failing) {
                failing = false;
                LOG.info("{} can be written again", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            fail("the daemon did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException | RuntimeException e) {
            LOG.error("a fault of this program: no metrics in {}", file, e);
        } catch (IOException e) {
            fail(why(e));
        }
    }

    private void fail(String why) {
        if (!failing && !thread.isShutdown()) {
            failing = true;
            LOG.warn("{} ([metrics] file) cannot be written: {}; tried again every {} s", file, why, EVERY.toSeconds());
        }
    }

    private String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no folder " + file.getParent();
        }
        if (e instanceof AccessDeniedException) {
            return "the account " + System.getProperty("user.name") + " may not write in " + file.getParent();
        }
        return e instanceof FileSystemException inFile && inFile.getReason() != null
                ? inFile.getReason()
                : e.toString();
    }

    private void write(byte[] bytes) throws IOException {
        Files.deleteIfExists(beside); // of a process that was killed, or a link that somebody laid
        try (SeekableByteChannel out = Files.newByteChannel(
                beside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                FileOwner.rights(RIGHTS, beside))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
        }
        if (FileOwner.rights(RIGHTS, beside).length > 0) {
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(RIGHTS)); // whatever the umask says
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Ends the thread and removes the file; waits {@value #CLOSE_MILLIS} ms at most. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                Files.deleteIfExists(beside);
                Files.deleteIfExists(file);
            } else {
                LOG.warn("{} is left behind: the file system did not answer in time", file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", file, why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
