package nbe.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import nbe.recording.BandChoice;
import nbe.recording.Mark;
import nbe.recording.RecordedFile;
import nbe.recording.RecordedFiles;
import nbe.recording.Recording;
import nbe.recording.RecordingException;
import nbe.tap.BandAddress;

/**
 * Labelled traces of recordings: at the mark {@code tap} a band touches the dongle, at {@code away} it has left. A
 * tap without {@code away} lasts {@value #HOLD_SECONDS} s.
 */
final class RecordedTraces {
    static final String GROUP = "recorded";

    /** How long before the mark the hand may have set out. */
    static final double EARLY_SECONDS = 0.5;

    static final double HOLD_SECONDS = 2;
    /** An {@code away} that comes later belongs to something else. */
    static final double LONGEST_HOLD_SECONDS = 30;

    private final List<LabelledTrace> traces = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();

    private RecordedTraces() {}

    /**
     * Reads files, and of folders every {@code .csv} file and every capture below.
     *
     * @throws IOException if a folder or a file cannot be read
     * @throws RecordingException with the problems of all files
     */
    static RecordedTraces in(List<Path> places, BandChoice choice) throws IOException, RecordingException {
        RecordedTraces traces = new RecordedTraces();
        List<String> problems = new ArrayList<>();
        for (Path place : places) {
            List<Path> files = Files.isDirectory(place) ? filesBelow(place) : List.of(place);
            if (files.isEmpty()) {
                problems.add(place + ": there is no recording (.csv) and no capture in this folder");
            }
            for (Path file : files) {
                try {
                    traces.add(RecordedFiles.read(file, choice));
                } catch (RecordingException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new RecordingException(problems);
        }
        return traces;
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
                            || Files.isRegularFile(path) && RecordedFiles.isCapture(path))
                    .sorted()
                    .toList();
        }
    }

    private void add(RecordedFile file) throws RecordingException {
        remarks.addAll(file.remarks());
        file.damage().ifPresent(damages::add);
        String name = file.recording().name();
        if (file.noBand().isPresent()) {
            remarks.add(file.noBand().get());
        } else if (file.noTaps().isPresent()) {
            remarks.add(name + ": " + file.noTaps().get());
        } else {
            LabelledTrace trace = labelled(file.recording());
            traces.add(trace);
            if (file.format().isPresent() && trace.taps().isEmpty()) {
                remarks.add(name + ": no tap is marked in it, so each intent counts as false; marks stand in " + name
                        + RecordedFiles.MARKS_SUFFIX + ", a line each: # mark t=12.345 tap");
            }
        }
    }

    List<LabelledTrace> traces() {
        return traces;
    }

    /** What was left out and why, a line each. */
    List<String> remarks() {
        return remarks;
    }

    /** Files that were read in part, a line each. */
    List<String> damages() {
        return damages;
    }

    /** @throws RecordingException if a mark {@code tap} names no band where there are several, or two taps of one band overlap */
    static LabelledTrace labelled(Recording recording) throws RecordingException {
        List<LabelledTap> taps = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<Mark> marks = recording.marks();
        Set<BandAddress> bands = recording.bands();
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            if (!mark.word().equals(Mark.TAP)) {
                continue;
            }
            try {
                LabelledTap tap = labelled(mark, left(marks, i), band(mark, bands));
                for (LabelledTap earlier : taps) {
                    if (earlier.band().equals(tap.band()) && earlier.closeNanos() >= tap.openNanos()) {
                        throw new IllegalArgumentException("this tap begins before the one marked at "
                                + Recording.seconds(earlier.arriveNanos())
                                + " is over; a mark 'away' ends a tap, and 0.5 s later the next may begin");
                    }
                }
                taps.add(tap);
            } catch (IllegalArgumentException e) {
                problems.add(place(recording, mark) + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new RecordingException(problems);
        }
        return new LabelledTrace(GROUP, LabelledTrace.Kind.RECORDING, recording, taps, recording.endNanos());
    }

    /** A mark of a capture has no line. */
    private static String place(Recording recording, Mark mark) {
        return recording.name()
                + (mark.line() > 0 ? ":" + mark.line() + ":1" : ": mark at t=" + Recording.seconds(mark.atNanos()));
    }

    private static LabelledTap labelled(Mark mark, long leaveNanos, BandAddress band) {
        return new LabelledTap(
                band,
                Math.max(0, mark.atNanos() - Recording.nanos(EARLY_SECONDS)),
                mark.atNanos(),
                leaveNanos + Recording.nanos(LabelledTap.GRACE_SECONDS));
    }

    private static long left(List<Mark> marks, int tap) {
        long from = marks.get(tap).atNanos();
        if (tap + 1 < marks.size()
                && marks.get(tap + 1).word().equals(Mark.AWAY)
                && marks.get(tap + 1).atNanos() >= from
                && marks.get(tap + 1).atNanos() - from <= Recording.nanos(LONGEST_HOLD_SECONDS)) {
            return marks.get(tap + 1).atNanos();
        }
        return from + Recording.nanos(HOLD_SECONDS);
    }

    private static BandAddress band(Mark mark, Set<BandAddress> bands) {
        String named = mark.rest().split("\\s+", 2)[0];
        if (named.indexOf(':') >= 0) {
            return BandAddress.parse(named);
        }
        if (bands.size() == 1) {
            return bands.iterator().next();
        }
        throw new IllegalArgumentException("this tap names no band, and the recording has " + bands.size()
                + "; allowed: # mark t=… tap C2:FA:D7:F0:D7:96, or one band a recording (nbe record --band)");
    }
}
