package nbe.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.List;

/** Turns logging events into lines, on the thread that logs, and queues them at every writer. */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** Lines kept for a log file that the configuration may name; a start logs some ten. */
    private static final int MAX_EARLY = 200;

    private volatile List<LineWriter> writers;
    private volatile boolean early = true;
    private final List<String> earlyLines = new ArrayList<>();

    LineAppender(List<LineWriter> writers) {
        this.writers = List.copyOf(writers);
    }

    void setWriters(List<LineWriter> writers) {
        this.writers = List.copyOf(writers);
    }

    /** The lines logged before the configuration was read, for the beginning of the log file; from then on none are kept. */
    List<String> takeEarlyLines() {
        synchronized (earlyLines) {
            early = false;
            List<String> taken = List.copyOf(earlyLines);
            earlyLines.clear();
            return taken;
        }
    }

    private void remember(String lines) {
        synchronized (earlyLines) {
            if (early && earlyLines.size() < MAX_EARLY) {
                earlyLines.add(lines);
            }
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        String lines = lines(event);
        if (early) {
            remember(lines);
        }
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
