package nbe.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import nbe.recording.BandChoice;
import nbe.recording.RecordedFile;
import nbe.recording.RecordedFiles;
import nbe.recording.Recording;
import nbe.recording.RecordingException;

/** Labelled traces of recordings: their marks say when a band was held to the dongle. */
final class RecordedTraces {
    static final String GROUP = "recorded";

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

    private static LabelledTrace labelled(Recording recording) throws RecordingException {
        return new LabelledTrace(
                GROUP,
                LabelledTrace.Kind.RECORDING,
                recording,
                TapMarks.of(recording, Optional.empty()),
                recording.endNanos());
    }
}
