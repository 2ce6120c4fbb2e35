package nbe.log;

import java.io.IOException;
import java.util.List;

/** Writes entries as lines to standard error or to a file. */
final class Lines implements Sink {
    private final Destination destination;
    private volatile LogLine form;

    Lines(Destination destination, LogLine form) {
        this.destination = destination;
        this.form = form;
    }

    /** Writes lines of another format from the next batch on; any thread. */
    void setFormat(LogFormat format) {
        form = new LogLine(format, form.journal());
    }

    @Override
    public String name() {
        return destination.name();
    }

    @Override
    public void write(List<LogEntry> entries) throws IOException {
        LogLine now = form;
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(now.of(entry)));
        destination.write(lines.toString());
    }

    @Override
    public void check() throws IOException {
        destination.check();
    }

    @Override
    public void close() throws IOException {
        destination.close();
    }
}
