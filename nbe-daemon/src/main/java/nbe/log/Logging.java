package nbe.log;

import ch.qos.logback.classic.LoggerContext;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Starts, configures and closes the log: {@link #bootstrap()} first in {@code main}, {@link #configure} once the configuration is
 * read, {@link #reconfigure} when it changes, {@link #close()} last. Any thread may call any method, and again. There is one log for the process, as with SLF4J.
 */
public final class Logging {
    /** Part of the two seconds that the daemon may take to stop. */
    private static final Duration LONGEST_CLOSE = Duration.ofMillis(500);
    /** First words of libraries' loggers, which log from WARN up; our own loggers have names of one word. */
    private static final List<String> FOREIGN =
            List.of("ch", "com", "io", "java", "javax", "jdk", "net", "org", "picocli", "sun", "tools");

    private static LineAppender appender;
    /** Null before the first use. */
    private static Outputs outputs;

    private static boolean closed;
    private static LogSettings settings = LogSettings.toStandardError(Level.INFO);
    private static boolean verbose;
    private static Optional<Level> meanwhile = Optional.empty();

    private Logging() {}

    /** Logs INFO and above to standard error until {@link #configure} is called. Call it before there is a second thread. */
    public static void bootstrap() {
        begin(loggers());
    }

    /**
     * Lets lines for standard error wait until {@link #configure} says in which format they are wanted, or {@link #close} ends the log. For
     * the daemon, right before it reads its configuration.
     */
    public static void holdUntilConfigured() {
        begin(loggers());
        synchronized (Logging.class) {
            outputs.hold(true);
        }
    }

    /**
     * Sets level, format and file. The file begins with the lines logged since {@link #bootstrap()}; if it cannot be opened, a warning on
     * standard error says so.
     *
     * @param everything log everything, whatever the level
     */
    public static void configure(LogSettings wanted, boolean everything) {
        LoggerContext loggers = loggers();
        begin(loggers);
        synchronized (Logging.class) {
            verbose = everything;
            meanwhile = Optional.empty();
            apply(loggers, wanted);
            outputs.hold(false);
        }
    }

    /**
     * Changes level, format, file and its bounds while the log is written; no line is lost by that. A level other than the one before also
     * ends a {@link TemporaryLevel}. If a new file cannot be opened, a warning says so, and the old one is written further.
     *
     * @param wanted with {@link LogSettings#orFile} as for {@link #configure}
     */
    public static void reconfigure(LogSettings wanted) {
        LoggerContext loggers = loggers();
        synchronized (Logging.class) {
            if (wanted.level() != settings.level()) {
                meanwhile = Optional.empty();
            }
            apply(loggers, wanted);
        }
    }

    private static void apply(LoggerContext loggers, LogSettings wanted) {
        settings = wanted;
        setLevel(loggers, level());
        outputs.apply(wanted, appender.takeEarlyEntries());
    }

    /**
     * Writes warnings and errors to the Application event log of Windows as well, those logged since {@link #bootstrap()} included. Before
     * {@link #configure}. If that fails later, a warning says so, once.
     *
     * @param source the registered source of the events
     */
    public static void addWindowsEventLog(String source) {
        begin(loggers());
        synchronized (Logging.class) {
            outputs.add(WindowsEventLog.ofThisSystem(source), appender.earlyEntries());
        }
    }

    /** Logs at this level instead of the configured one, even if everything is logged; {@link TemporaryLevel} ends it in time. */
    static void setLevelMeanwhile(Level level) {
        LoggerContext loggers = loggers();
        synchronized (Logging.class) {
            meanwhile = Optional.of(level);
            setLevel(loggers, level());
        }
    }

    /** Logs at the configured level again. */
    static void setConfiguredLevel() {
        LoggerContext loggers = loggers();
        synchronized (Logging.class) {
            meanwhile = Optional.empty();
            setLevel(loggers, level());
        }
    }

    /** The level that counts now. */
    public static synchronized Level level() {
        return meanwhile.orElse(verbose ? Level.TRACE : settings.level());
    }

    /** Why a destination of the log is not written at present, in one line each. */
    public static synchronized List<String> troubles() {
        return outputs == null ? List.of() : outputs.troubles();
    }

    /**
     * Writes what is queued and closes the file; waits half a second at most for each destination. Later lines go to standard error
     * directly.
     */
    public static synchronized void close() {
        if (outputs != null) {
            outputs.close(LONGEST_CLOSE);
            closed = true;
        }
    }

    /** How many messages were dropped since the start, because a destination did not take them fast enough. */
    public static long droppedMessages() {
        return LineWriter.dropped();
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
        if (outputs != null && !closed) {
            return;
        }
        closed = false;
        boolean first = appender == null;
        if (first) {
            appender = new LineAppender();
        }
        outputs = new Outputs(appender, Logging::complain);
        if (first) {
            appender.setContext(loggers);
            appender.setName("lines");
            appender.start();
            loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
            setLevel(loggers, level());
        }
    }

    private static void setLevel(LoggerContext loggers, Level wanted) {
        var level = ch.qos.logback.classic.Level.convertAnSLF4JLevel(wanted);
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
        var warn = ch.qos.logback.classic.Level.WARN;
        var foreign = level.isGreaterOrEqual(warn) ? level : warn;
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
