package nbe.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;

/** Makes lines of logging events, on the thread that logs, and gives them to every writer. */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private volatile List<LineWriter> writers;

    LineAppender(List<LineWriter> writers) {
        this.writers = List.copyOf(writers);
    }

    void setWriters(List<LineWriter> writers) {
        this.writers = List.copyOf(writers);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String lines = lines(event);
        boolean detail = !event.getLevel().isGreaterOrEqual(Level.INFO);
        for (LineWriter writer : writers) {
            writer.offer(lines, detail);
        }
    }

    private static String lines(ILoggingEvent event) {
        String level = event.getLevel().toString();
        String component = LogLine.component(event.getLoggerName());
        String message = String.valueOf(event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null
                ? LogLine.of(event.getInstant(), level, component, message)
                : LogLine.of(event.getInstant(), level, component, message, ThrowableProxyUtil.asString(thrown));
    }
}
