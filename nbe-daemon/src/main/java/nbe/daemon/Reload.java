package nbe.daemon;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import nbe.config.ConfigProblem;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Origin.InFile;
import nbe.config.Part;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.control.status.ConfigRow;
import nbe.status.RunningConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again and puts into use what has changed, part by part; a wrong file changes nothing. One thread, {@code
 * reload}, does one reload at a time: the file may lie on a share that hangs. A request that comes while another waits for its turn gets
 * the other's result.
 *
 * <p>{@link #part} and {@link #listener} before the first request; all other methods are for any thread.
 */
public final class Reload implements RunningConfig, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("config");

    private static final long IDLE_S = 10;
    /** How long a status waits for a look at the file. */
    private static final long LOOK_MILLIS = 200;

    private final ConfigReader reader;
    private final Optional<Path> option;
    private final InstantSource wall;
    private final ConfigWatch watch;
    private final Map<Part, Use> parts = new EnumMap<>(Part.class);
    private Consumer<List<String>> listener = changed -> {};
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Reload::daemonThread);

    /** The request that waits for its turn. Guarded by this object. */
    private Optional<CompletableFuture<ReloadResult>> waiting = Optional.empty();

    private volatile InUse inUse;
    private volatile List<String> problems = List.of();

    /** Puts the changed settings of one part into use. May wait, and logs what it cannot do. */
    @FunctionalInterface
    public interface Use {
        void use(Settings settings) throws InterruptedException;
    }

    private record InUse(Settings settings, Optional<Path> file, Instant readAt, List<ConfigProblem> warnings) {}

    /**
     * @param reader with the variables of the start, which go on to count
     * @param option the file that the command line names
     * @param first what was read at the start; it has settings
     * @param wall time of day
     */
    public Reload(ConfigReader reader, Optional<Path> option, ConfigReading first, InstantSource wall) {
        this.reader = reader;
        this.option = option;
        this.wall = wall;
        this.watch = new ConfigWatch(reader, option, first.state(), wall);
        this.inUse = inUse(first);
        thread.allowCoreThreadTimeOut(true);
    }

    private InUse inUse(ConfigReading reading) {
        return new InUse(
                reading.settings().orElseThrow(),
                reading.file(),
                wall.instant().truncatedTo(ChronoUnit.MILLIS),
                reading.warnings());
    }

    private static Thread daemonThread(Runnable task) {
        Thread thread = new Thread(task, "reload");
        thread.setDaemon(true);
        return thread;
    }

    /** What a change of this part's settings does. A part without is left as it is. */
    public void part(Part part, Use use) {
        parts.put(part, use);
    }

    /** Learns of the settings that each reload has changed, on the thread {@code reload}; not of a reload without any. */
    public void listener(Consumer<List<String>> someone) {
        listener = someone;
    }

    /** The settings that count now. */
    @Override
    public Settings settings() {
        return inUse.settings();
    }

    /** What the last good reading warned of. */
    @Override
    public List<ConfigProblem> warnings() {
        return inUse.warnings();
    }

    /** Requests a reload, or joins one that waits for its turn. */
    public synchronized CompletableFuture<ReloadResult> request() {
        if (waiting.isEmpty()) {
            CompletableFuture<ReloadResult> result = new CompletableFuture<>();
            try {
                thread.execute(this::run);
            } catch (RejectedExecutionException e) {
                return CompletableFuture.failedFuture(new IllegalStateException("the daemon ends", e));
            }
            waiting = Optional.of(result);
        }
        return waiting.get().copy();
    }

    private synchronized CompletableFuture<ReloadResult> takeWaiting() {
        CompletableFuture<ReloadResult> taken = waiting.orElseThrow();
        waiting = Optional.empty();
        return taken;
    }

    private void run() {
        CompletableFuture<ReloadResult> result = takeWaiting();
        try {
            reload(result);
        } catch (InterruptedException e) {
            LOG.debug("the daemon ends during a reload");
            result.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            LOG.error("a fault of this program during a reload", e);
            result.completeExceptionally(e);
        }
    }

    private void reload(CompletableFuture<ReloadResult> result) throws InterruptedException {
        ConfigReading reading = reader.read(option);
        reading.warnings().forEach(warning -> LOG.warn("{}", warning));
        List<String> errors = errors(reading);
        if (!errors.isEmpty()) {
            watch.refused(reading.state(), errors);
            problems = errors;
            LOG.error("the configuration is wrong, what was read before still counts: {}", String.join("; ", errors));
            result.complete(new ReloadResult.Refused(errors));
            return;
        }
        List<Setting<?>> changed = inUse.settings().changedTo(reading.settings().orElseThrow());
        List<String> names = changed.stream().map(Setting::name).toList();
        watch.used(reading.state());
        inUse = inUse(reading);
        problems = List.of();
        putIntoUse(names, Part.of(changed), result);
    }

    /** The errors of a reading; also that a file which was read before is gone, where the defaults would count now. */
    private List<String> errors(ConfigReading reading) {
        List<String> errors =
                reading.errors().stream().map(ConfigProblem::toString).toList();
        if (errors.isEmpty() && reading.file().isEmpty() && inUse.file().isPresent()) {
            return List.of(InFile.startOf(inUse.file().get()).position()
                    + ": this file is gone, write it anew, or restart the service if it is to have no file");
        }
        return errors;
    }

    private void putIntoUse(List<String> names, Set<Part> changed, CompletableFuture<ReloadResult> result)
            throws InterruptedException {
        String line = "configuration read again: " + (names.isEmpty() ? "nothing has" : String.join(", ", names))
                + (names.size() > 1 ? " have" : names.isEmpty() ? "" : " has") + " changed";
        boolean loggedBefore = LOG.isInfoEnabled(); // or else perhaps by the new level
        if (loggedBefore) {
            LOG.info("{}", line);
        }
        changed.add(Part.READERS); // says again which entry matches no reader
        for (Part part : changed) {
            if (part == Part.CONTROL) {
                result.complete(new ReloadResult.Done(names)); // the answer may go by the socket that closes now
            }
            use(part);
            if (part == Part.LOG && !loggedBefore) {
                LOG.info("{}", line);
            }
        }
        result.complete(new ReloadResult.Done(names));
        if (!names.isEmpty()) {
            listener.accept(names);
        }
    }

    private void use(Part part) throws InterruptedException {
        Use use = parts.get(part);
        if (use == null) {
            return;
        }
        try {
            use.use(inUse.settings());
        } catch (RuntimeException e) {
            LOG.error("a fault of this program: of the new settings those of {} may not count", part, e);
        }
    }

    /**
     * File, time and problems for the status. Looks at the file, which a disk that hangs delays by 0.2 s at most: then the row is that of
     * the last look.
     */
    @Override
    public ConfigRow row() {
        InUse now = inUse;
        try {
            Future<List<String>> look = thread.submit(watch::look);
            problems = look.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException e) {
            LOG.debug("the configuration file was not looked at", e);
        } catch (ExecutionException e) {
            LOG.error("a fault of this program at a look at the configuration file", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ConfigRow(now.file().map(Path::toString), now.readAt(), problems);
    }

    /** Puts nothing more into use, and returns at once. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
