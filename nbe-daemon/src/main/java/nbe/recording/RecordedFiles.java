package nbe.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nbe.band.NoBand;
import nbe.capture.CaptureFormat;
import nbe.capture.CaptureReader;
import nbe.capture.CaptureSummary;
import nbe.tap.Sighting;

/** Reads recordings and captures, told apart by their content. */
public final class RecordedFiles {
    /** Name of the file beside a capture that has its marks: that of the capture with this at its end. */
    public static final String MARKS_SUFFIX = ".marks";

    private static final int GZIP_MAGIC = 0x1F8B;
    private static final String NO_RSSI = "no RSSI in this file: presence only, no tap can be judged by it";

    private RecordedFiles() {}

    /** Whether a file is a capture; false for one that cannot be read. */
    public static boolean isCapture(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return CaptureFormat.of(in.readNBytes(CaptureFormat.HEAD_BYTES)).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads a file; a damaged capture as far as it goes.
     *
     * @throws IOException if it cannot be read at all
     * @throws RecordingException if it is neither a recording nor a capture of advertisements
     */
    public static RecordedFile read(Path file, BandChoice choice) throws IOException, RecordingException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(CaptureFormat.HEAD_BYTES);
            byte[] head = in.readNBytes(CaptureFormat.HEAD_BYTES);
            in.reset();
            Optional<CaptureFormat> format = CaptureFormat.of(head);
            if (format.isPresent()) {
                return capture(file, format.get(), in, choice);
            }
            if (head.length > 1 && ((head[0] & 0xFF) << Byte.SIZE | head[1] & 0xFF) == GZIP_MAGIC) {
                throw problem(file + ": is compressed; unpack it first: gunzip " + file);
            }
            // Decodes whatever the bytes: a stray one in a comment is no reason to refuse the rest.
            Recording all = RecordingReader.read(file.toString(), new InputStreamReader(in, StandardCharsets.UTF_8));
            return recording(all, choice);
        }
    }

    private static RecordedFile recording(Recording all, BandChoice choice) {
        List<Sighting> taken = all.sightings().stream()
                .filter(sighting -> choice.takes(sighting.band()))
                .toList();
        Recording recording = new Recording(all.name(), taken, all.marks(), all.forgettings());
        HeardDevices heard = HeardDevices.of(all.sightings());
        return new RecordedFile(
                Optional.empty(),
                recording,
                heard,
                "recording, " + counted(heard),
                Optional.empty(),
                noBand(recording, heard, choice, Optional.empty()),
                List.of(),
                Optional.empty());
    }

    private static RecordedFile capture(Path file, CaptureFormat format, InputStream in, BandChoice choice)
            throws IOException, RecordingException {
        CaptureRecorder recorder = new CaptureRecorder(choice);
        CaptureSummary summary = CaptureReader.read(format, in, recorder);
        if (summary.advertisements() == 0 && !summary.unknownLinkTypes().isEmpty()) {
            throw problem(file + ": link type "
                    + String.join(
                            ", ",
                            summary.unknownLinkTypes().stream()
                                    .map(String::valueOf)
                                    .toList())
                    + " has no Bluetooth advertisements; allowed: " + CaptureReader.knownLinkTypes());
        }
        List<Mark> marks = new ArrayList<>(recorder.marks());
        Path beside = Path.of(file + MARKS_SUFFIX);
        if (Files.exists(beside)) {
            marks.addAll(RecordingReader.readMarks(beside));
            marks.sort(Comparator.comparingLong(Mark::atNanos));
        }
        Recording recording = new Recording(file.toString(), recorder.sightings(), marks, List.of());
        HeardDevices heard = recorder.heard();
        boolean levels = recording.sightings().isEmpty()
                ? heard.hasLevels()
                : recording.sightings().stream().anyMatch(Sighting::rssiKnown);
        List<String> remarks = new ArrayList<>();
        if (recorder.setBack() > 0) {
            remarks.add(file + ": its clock went back " + recorder.setBack() + " times; the times go on from there");
        }
        return new RecordedFile(
                Optional.of(format),
                recording,
                heard,
                words(summary, heard),
                levels || heard.size() == 0 ? Optional.empty() : Optional.of(NO_RSSI),
                noBand(recording, heard, choice, recorder.nearest()),
                remarks,
                summary.damage()
                        .map(damage -> file + ": byte " + damage.offset() + ": " + damage.text()
                                + "; packets before it: " + summary.packets()));
    }

    private static String words(CaptureSummary summary, HeardDevices heard) {
        return summary.format().name().toLowerCase(Locale.ROOT) + ", " + summary.packets() + " packets, "
                + counted(heard)
                + (summary.badCrc() > 0 ? "; left out: " + summary.badCrc() + " packets with a wrong CRC" : "")
                + (summary.cut() > 0 ? "; left out: " + summary.cut() + " packets that are cut" : "");
    }

    private static String counted(HeardDevices heard) {
        return heard.advertisements() + " advertisements of " + heard.size()
                + (heard.size() == 1 ? " device" : " devices")
                + (heard.unlisted() > 0 ? " (" + heard.unlisted() + " of further ones)" : "");
    }

    private static Optional<String> noBand(
            Recording recording, HeardDevices heard, BandChoice choice, Optional<NoBand> nearest) {
        if (!recording.sightings().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(recording.name() + ": " + counted(heard) + ", none " + choice.words()
                + (heard.size() == 0 ? "" : "; --list shows them, --band ADDRESS takes one as the band")
                + nearest.map(why -> "; nearest: " + why.reason()).orElse(""));
    }

    private static RecordingException problem(String text) {
        return new RecordingException(List.of(text));
    }
}
