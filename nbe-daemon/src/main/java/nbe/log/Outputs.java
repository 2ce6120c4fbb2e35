package nbe.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Standard error, the log file and further sinks, each with its writer. Not for two threads at a time. */
final class Outputs {
    private static final int BYTES_PER_MB = 1_000_000;

    private final LineAppender appender;
    private final Consumer<String> complaint;
    private final Lines errorLines;
    private final LineWriter standardError;
    private final List<LineWriter> more = new ArrayList<>();
    /** Writers of files before this one, as long as they write what they have. */
    private final List<LineWriter> leaving = new ArrayList<>();

    private Optional<LogFile> file = Optional.empty();
    /** Why the file that is wanted is not written. */
    private Optional<String> unopened = Optional.empty();

    /** The log file that is written now. */
    private record LogFile(Path path, RollingFile rolling, Lines lines, LineWriter writer) {}

    /** Begins to write to standard error, and to nothing else. */
    Outputs(LineAppender appender, Consumer<String> complaint) {
        this.appender = appender;
        this.complaint = complaint;
        errorLines = new Lines(new StandardError(), new LogLine(LogFormat.TEXT, JournalStream.isStandardError()));
        standardError = writer(errorLines);
        announce();
    }

    private LineWriter writer(Sink sink) {
        return new LineWriter(sink, LineWriter.QUEUE_CHARS, InstantSource.system(), complaint);
    }

    private void announce() {
        List<LineWriter> all = new ArrayList<>();
        all.add(standardError);
        file.ifPresent(open -> all.add(open.writer()));
        all.addAll(more);
        appender.setWriters(all);
    }

    /** Why a destination is not written at present, each. */
    List<String> troubles() {
        List<String> all = new ArrayList<>(unopened.stream().toList());
        Stream.concat(Stream.of(standardError), Stream.concat(file.stream().map(LogFile::writer), more.stream()))
                .forEach(writer -> writer.trouble().ifPresent(all::add));
        return all;
    }

    /** Lets entries for standard error wait, or go on. */
    void hold(boolean hold) {
        standardError.hold(hold);
    }

    /** Writes to another sink as well, which gets the early entries first. */
    void add(Sink sink, List<LogEntry> early) {
        LineWriter writer = writer(sink);
        early.forEach(writer::offer);
        more.add(writer);
        announce();
    }

    /** Sets format and bounds, and changes the file; the one before is closed when all its lines are written, which is not waited for. */
    void apply(LogSettings settings, List<LogEntry> early) {
        errorLines.setFormat(settings.format());
        unopened = Optional.empty();
        if (settings.file().isEmpty()) {
            Optional<LogFile> before = file;
            file = Optional.empty();
            announce();
            leave(before);
        } else if (file.isPresent() && file.get().path().equals(settings.file().get())) {
            file.get().lines().setFormat(settings.format());
            file.get().rolling().setBounds(bytes(settings), settings.maxFiles());
        } else {
            openInstead(settings.file().get(), settings, early);
        }
    }

    private void openInstead(Path path, LogSettings settings, List<LogEntry> early) {
        try {
            RollingFile rolling = new RollingFile(path, bytes(settings), settings.maxFiles(), complaint);
            Lines lines = new Lines(rolling, new LogLine(settings.format(), false));
            LineWriter writer = writer(lines);
            early.forEach(writer::offer);
            Optional<LogFile> before = file;
            file = Optional.of(new LogFile(path, rolling, lines, writer));
            announce();
            leave(before);
        } catch (IOException | SecurityException e) {
            file.ifPresent(old -> old.lines().setFormat(settings.format()));
            unopened = Optional.of("the log file " + path + " cannot be opened (" + e + ")");
            complaint.accept(unopened.get() + "; "
                    + file.map(old -> "the log goes on in " + old.path()).orElse("standard error is all there is")
                    + "; see [log] file");
        }
    }

    private void leave(Optional<LogFile> before) {
        leaving.removeIf(LineWriter::hasEnded);
        before.ifPresent(old -> {
            old.writer().beginClose();
            leaving.add(old.writer());
        });
    }

    private static long bytes(LogSettings settings) {
        return (long) settings.maxSizeMb() * BYTES_PER_MB;
    }

    /** Writes what is queued and closes all; waits no longer than {@code atMost} for each. */
    void close(Duration atMost) {
        List<LineWriter> others = new ArrayList<>(leaving);
        others.addAll(more);
        file.ifPresent(open -> others.add(open.writer()));
        leaving.clear();
        more.clear();
        file = Optional.empty();
        announce(); // later entries go to standard error directly
        standardError.beginClose(); // all drain at the same time
        others.forEach(LineWriter::beginClose);
        others.forEach(writer -> writer.close(atMost));
        standardError.close(atMost);
    }
}
