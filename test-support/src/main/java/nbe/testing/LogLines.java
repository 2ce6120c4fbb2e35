package nbe.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/**
 * Collects what a logger logs, from construction to {@link #close}; it appears nowhere else meanwhile. Any thread may log and
 * read.
 */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final Level levelBefore;
    private final boolean additiveBefore;
    private final List<Appender<ILoggingEvent>> appendersBefore = new ArrayList<>();
    private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();

    private LogLines(Logger logger, Level level) {
        this.logger = logger;
        levelBefore = logger.getLevel();
        additiveBefore = logger.isAdditive();
        logger.iteratorForAppenders().forEachRemaining(appendersBefore::add);
        appendersBefore.forEach(logger::detachAppender);
        logger.setLevel(level);
        logger.setAdditive(false);
        logger.addAppender(this);
        start();
    }

    /** Of one logger, at every level. */
    public static LogLines of(String name) {
        return new LogLines((Logger) LoggerFactory.getLogger(name), Level.TRACE);
    }

    /** Of all loggers that have no level of their own, at info and above. */
    public static LogLines ofAll() {
        return new LogLines((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME), Level.INFO);
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.add(line);
    }

    /** Time, level, logger and text of each line. */
    public List<String> lines() {
        return lines.stream()
                .map(line -> line.getInstant() + " " + line.getLevel() + " " + line.getLoggerName() + " "
                        + line.getFormattedMessage())
                .toList();
    }

    /** Level and text of each line of at least that level. */
    public List<String> from(Level level) {
        return lines.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(level))
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    /** Texts of the lines of exactly that level. */
    public List<String> of(Level level) {
        return texts(line -> line.getLevel() == level);
    }

    /** Texts of the warnings and errors. */
    public List<String> warnings() {
        return texts(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
    }

    /** Class names of what was logged with a stack trace. */
    public List<String> thrown() {
        return lines.stream()
                .filter(line -> line.getThrowableProxy() != null)
                .map(line -> line.getThrowableProxy().getClassName())
                .toList();
    }

    private List<String> texts(Predicate<ILoggingEvent> which) {
        return lines.stream()
                .filter(which)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        appendersBefore.forEach(logger::addAppender);
        logger.setAdditive(additiveBefore);
        logger.setLevel(levelBefore);
        stop();
    }

    @Override
    public String toString() {
        return from(Level.TRACE).toString();
    }
}
