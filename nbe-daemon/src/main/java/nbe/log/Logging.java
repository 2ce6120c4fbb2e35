package nbe.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, configures and closes the log: {@link #bootstrap()} first in {@code main}, {@link #configure} once the configuration is
 * read, {@link #close()} last. Any thread may call any method, and again. There is one log for the process, as with SLF4J.
 */
public final class Logging {
    private static final int BYTES_PER_MB = 1_000_000;
    /** Part of the two seconds that the daemon may take to stop. */
    private static final Duration LONGEST_CLOSE = Duration.ofMillis(500);
    /** First words of libraries' loggers, which log from WARN up; our own loggers have names of one word. */
    private static final List<String> FOREIGN =
            List.of("ch", "com", "io", "java", "javax", "jdk", "net", "org", "picocli", "sun", "tools");

    private static LineAppender appender;
    private static LineWriter standardError;
    private static LineWriter file;
    private static boolean closed;

    private Logging() {}

    /** Logs INFO and above to standard error until {@link #configure} is called. Call it before there is a second thread. */
    public static void bootstrap() {
        begin(loggers());
    }

    /**
     * Sets level and file. The file begins with the lines logged since {@link #bootstrap()}; if it cannot be opened, a warning on standard
     * error says so.
     *
     * @param verbose log everything, whatever the level
     */
    public static void configure(LogSettings settings, boolean verbose) {
        LoggerContext loggers = loggers();
        begin(loggers);
        synchronized (Logging.class) {
            setLevel(loggers, verbose ? Level.TRACE : Level.convertAnSLF4JLevel(settings.level()));
            closeFile();
            List<String> early = appender.takeEarlyLines();
            settings.file().ifPresent(path -> openFile(path, settings.maxSizeMb(), settings.maxFiles(), early));
        }
    }

    /**
     * Writes what is queued and closes the file; waits half a second at most for each destination. Later lines go to standard error
     * directly.
     */
    public static synchronized void close() {
        if (standardError != null) {
            standardError.beginClose(); // both drain at the same time
            closeFile();
            standardError.close(LONGEST_CLOSE);
            closed = true;
        }
    }

    /**
     * Runs {@code task} on this thread and discards what the threads of this thread's group log meanwhile, among them threads that the
     * task starts. For a short task: until it ends, each logging call passes a filter.
     *
     * @return what the task threw
     */
    public static Optional<Throwable> quietly(Task task) {
        LoggerContext loggers = loggers();
        QuietThreads quiet = new QuietThreads(Thread.currentThread().getThreadGroup());
        loggers.addTurboFilter(quiet);
        try {
            task.run();
            return Optional.empty();
        } catch (Throwable fault) {
            return Optional.of(fault);
        } finally {
            loggers.getTurboFilterList().remove(quiet);
        }
    }

    /** A task that may fail. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /** Turns what a library prints to {@code System.err} from now on into log lines: component {@code stderr}, level WARN. */
    public static void takeOverSystemErr() {
        System.setErr(new PrintStream(
                new LoggedStream(LoggerFactory.getLogger("stderr")::warn), true, StandardCharsets.UTF_8));
    }

    /** Takes over the root logger. The caller may hold SLF4J's lock, so this must not call SLF4J. */
    static synchronized void begin(LoggerContext loggers) {
        if (standardError != null && !closed) {
            return;
        }
        closed = false;
        standardError =
                new LineWriter(new StandardError(), LineWriter.QUEUE_CHARS, InstantSource.system(), Logging::complain);
        if (appender != null) {
            appender.setWriters(List.of(standardError));
            return;
        }
        appender = new LineAppender(List.of(standardError));
        appender.setContext(loggers);
        appender.setName("lines");
        appender.start();
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        setLevel(loggers, Level.INFO);
    }

    private static void openFile(Path path, int maxSizeMb, int maxFiles, List<String> early) {
        try {
            RollingFile rolling = new RollingFile(path, (long) maxSizeMb * BYTES_PER_MB, maxFiles, Logging::complain);
            file = new LineWriter(rolling, LineWriter.QUEUE_CHARS, InstantSource.system(), Logging::complain);
            early.forEach(lines -> file.offer(lines, false));
            appender.setWriters(List.of(standardError, file));
        } catch (IOException | SecurityException e) {
            complain("the log file " + path + " cannot be opened (" + e
                    + "); standard error is all there is; see [log] file");
        }
    }

    private static void closeFile() {
        if (file != null) {
            appender.setWriters(List.of(standardError));
            file.close(LONGEST_CLOSE);
            file = null;
        }
    }

    private static void setLevel(LoggerContext loggers, Level level) {
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
        Level foreign = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        for (String name : FOREIGN) {
            loggers.getLogger(name).setLevel(foreign);
        }
    }

    private static LoggerContext loggers() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static void complain(String message) {
        LoggerFactory.getLogger("log").warn(message);
    }
}
