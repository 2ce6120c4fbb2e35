package nbe.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.List;

/** Turns logging events into entries, on the thread that logs, and queues them at every writer. */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** Entries kept for a log file that the configuration may name; a start logs some ten. */
    private static final int MAX_EARLY = 200;

    private volatile List<LineWriter> writers = List.of();
    private volatile boolean early = true;
    private final List<LogEntry> earlyEntries = new ArrayList<>();

    void setWriters(List<LineWriter> writers) {
        this.writers = List.copyOf(writers);
    }

    /** What was logged before the configuration was read. */
    List<LogEntry> earlyEntries() {
        synchronized (earlyEntries) {
            return List.copyOf(earlyEntries);
        }
    }

    /** The same, for the beginning of the log file; from then on nothing is kept. */
    List<LogEntry> takeEarlyEntries() {
        synchronized (earlyEntries) {
            early = false;
            List<LogEntry> taken = List.copyOf(earlyEntries);
            earlyEntries.clear();
            return taken;
        }
    }

    private void remember(LogEntry entry) {
        synchronized (earlyEntries) {
            if (early && earlyEntries.size() < MAX_EARLY) {
                earlyEntries.add(entry);
            }
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        LogEntry entry = LogEntry.of(event);
        if (early) {
            remember(entry);
        }
        for (LineWriter writer : writers) {
            writer.offer(entry);
        }
    }
}
