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
 * Switches the log on, sets it up, and ends it: {@link #bootstrap()} first in {@code main}, {@link #configure} once the
 * configuration is read, {@link #close()} last. All methods may be called by any thread, and again.
 *
 * <p>The state is the process's, as SLF4J's is.
 */
public final class Logging {
    private static final int BYTES_PER_MB = 1_000_000;
    /** Part of the two seconds that a stop may take. */
    private static final Duration LONGEST_CLOSE = Duration.ofMillis(500);
    /** Our own loggers have names of one word; what begins with one of these is somebody else's, and heard from WARN up. */
    private static final List<String> FOREIGN =
            List.of("ch", "com", "io", "java", "javax", "jdk", "net", "org", "picocli", "sun", "tools");

    private static LineAppender appender;
    private static LineWriter standardError;
    private static LineWriter file;
    private static boolean closed;

    private Logging() {}

    /**
     * Lines of INFO and above on standard error, until {@link #configure} says otherwise. To be called before there is a
     * second thread.
     */
    public static void bootstrap() {
        begin(loggers());
    }

    /**
     * Sets level and file; the file begins with what was logged since {@link #bootstrap()}. A file that cannot be opened is a warning on standard error, and nothing more.
     *
     * @param level of our own components; libraries are heard from WARN up
     * @param verbose everything, whatever the level
     * @param logFile the rolling file beside standard error
     * @param maxSizeMb 1 to 1000 MB of 1,000,000 bytes a file
     * @param maxFiles 1 to 100, the current one included
     */
    public static void configure(
            org.slf4j.event.Level level, boolean verbose, Optional<Path> logFile, int maxSizeMb, int maxFiles) {
        LoggerContext loggers = loggers();
        begin(loggers);
        synchronized (Logging.class) {
            setLevel(loggers, verbose ? Level.TRACE : Level.convertAnSLF4JLevel(level));
            closeFile();
            List<String> early = appender.takeEarlyLines();
            logFile.ifPresent(path -> openFile(path, maxSizeMb, maxFiles, early));
        }
    }

    /**
     * Writes what is queued and closes the file. A destination that does not take its lines within half a second is left
     * to itself. Lines that come later go straight to standard error.
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
     * Runs {@code task} on this thread; what the threads of this thread's group log meanwhile, among them those that the task makes,
     * goes nowhere. For something short: a filter stands in front of every logger for so long.
     *
     * @return what it threw
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

    /** Something to do that may fail. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /**
     * From now on what a library prints to {@code System.err} becomes lines of the log like all others: component
     * {@code stderr}, level WARN.
     */
    public static void takeOverSystemErr() {
        System.setErr(new PrintStream(
                new LoggedStream(LoggerFactory.getLogger("stderr")::warn), true, StandardCharsets.UTF_8));
    }

    /** Takes over the root logger. The caller may hold SLF4J's lock, so nothing in here may ask SLF4J for anything. */
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
