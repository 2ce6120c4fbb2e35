package nbe.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the daemon logs in this process at info and above, from construction to end. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Level before = ROOT.getLevel();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LogLines() {
        ROOT.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(ROOT::detachAppender); // a test that fails prints all of it, one that does not nothing
        ROOT.setLevel(Level.INFO);
        ROOT.addAppender(this);
        start();
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.add(line.getInstant() + " " + line.getLevel() + " " + line.getLoggerName() + " "
                + line.getFormattedMessage());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        ROOT.detachAppender(this);
        others.forEach(ROOT::addAppender);
        ROOT.setLevel(before);
        stop();
    }
}
