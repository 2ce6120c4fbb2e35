package nbe.agent.link;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a logger says, from its construction to its end. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();

    public LogLines(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(this);
        start();
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.add(line);
    }

    /** As level and text, in their order, from that level up. */
    public List<String> from(Level level) {
        return lines.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(level))
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    public List<String> warnings() {
        return lines.stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    public List<String> of(Level level) {
        return lines.stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(before);
        stop();
    }

    @Override
    public String toString() {
        return from(Level.TRACE).toString();
    }
}
