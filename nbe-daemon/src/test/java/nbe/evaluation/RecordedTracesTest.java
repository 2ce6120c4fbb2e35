package nbe.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nbe.band.BandSettings;
import nbe.capture.CaptureBytes;
import nbe.recording.BandChoice;
import nbe.recording.Recording;
import nbe.recording.RecordingException;
import nbe.recording.RecordingReader;
import nbe.tap.BandAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTracesTest {
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final String ONE_BAND =
            "t_seconds,band,rssi_dbm,flags,service_request_state,adapter\n0,C2:FA:D7:F0:D7:96,-52,7,0,0\n";
    private static final String TWO_BANDS = ONE_BAND + "1,C2:FA:D7:F0:D7:97,-52,7,0,0\n";

    private static List<LabelledTap> labelled(String text) throws IOException, RecordingException {
        return TapMarks.of(RecordingReader.read("r.csv", new StringReader(text)), Optional.empty());
    }

    private static RecordedTraces in(Path place) throws IOException, RecordingException {
        return RecordedTraces.in(List.of(place), new BandChoice(Set.of(), new BandSettings(0x01B2, true)));
    }

    private static LabelledTap tap(double open, double arrive, double close) {
        return new LabelledTap(BAND, Recording.nanos(open), Recording.nanos(arrive), Recording.nanos(close));
    }

    @Test
    void aMarkOpensAWindowAndAwayOrTwoSecondsCloseIt() throws IOException, RecordingException {
        assertEquals(
                List.of(tap(9.5, 10, 11.5), tap(19.5, 20, 22.5)),
                labelled(ONE_BAND + "# mark t=10 tap\n# mark t=11 away\n# mark t=20 tap\n# mark t=25 a remark\n"));
    }

    @Test
    void aTapOfOneOfTwoBandsMustBeNamed() throws IOException, RecordingException {
        assertEquals(
                List.of(tap(9.5, 10, 12.5)), labelled(TWO_BANDS + "# mark t=10 tap c2:fa:d7:f0:d7:96 left hand\n"));
        RecordingException refused =
                assertThrows(RecordingException.class, () -> labelled(TWO_BANDS + "# mark t=10 tap\n"));
        assertEquals(
                List.of("r.csv:4:1: this tap names no band, and the recording has 2; allowed: # mark t=… tap"
                        + " C2:FA:D7:F0:D7:96, or one band a recording (nbe record --band)"),
                refused.problems());
    }

    @Test
    void tapsOfOneBandMustNotOverlap() {
        RecordingException refused =
                assertThrows(RecordingException.class, () -> labelled(ONE_BAND + "# mark t=10 tap\n# mark t=12 tap\n"));
        assertEquals(
                List.of("r.csv:4:1: this tap begins before the one marked at 10.000000 is over; a mark 'away' ends a"
                        + " tap, and 0.5 s later the next may begin"),
                refused.problems());
    }

    @Test
    void aFolderIsReadToItsEndBeforeItsProblemsAreTold(@TempDir Path folder) throws IOException, RecordingException {
        assertThrows(RecordingException.class, () -> in(folder));
        Files.createDirectory(folder.resolve("line-2"));
        Files.writeString(folder.resolve("line-2/a.CSV"), ONE_BAND);
        Files.writeString(folder.resolve("notes.txt"), "not a recording");
        assertEquals(1, in(folder).traces().size());
        Files.writeString(folder.resolve("b.csv"), "nonsense");
        Files.writeString(folder.resolve("c.csv"), "");
        RecordingException refused = assertThrows(RecordingException.class, () -> in(folder));
        assertEquals(2, refused.problems().size());
    }

    /** A second of a band at -61 dBm, every 10 ms. */
    private static Path capture(Path folder, String name, CaptureBytes comment) throws IOException {
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN).describeInterface(201);
        for (int i = 0; i < 100; i++) {
            file.enhanced(0, 1_795_000_000_000_000L + i * 10_000, "00000001" + "04" + CaptureBytes.EVENT, comment);
        }
        return Files.write(folder.resolve(name), file.toArray());
    }

    @Test
    void theMarksOfACaptureStandInAFileBesideIt(@TempDir Path folder) throws IOException, RecordingException {
        CaptureBytes none = CaptureBytes.btsnoop(1002).body();
        Path capture = capture(folder, "phone.bin", none);
        RecordedTraces unlabelled = in(folder);
        assertEquals(1, unlabelled.traces().size());
        assertEquals(
                List.of(capture + ": no tap is marked in it, so each intent counts as false; marks stand in " + capture
                        + ".marks, a line each: # mark t=12.345 tap"),
                unlabelled.remarks());

        Path marks = Files.writeString(folder.resolve("phone.bin.marks"), "# mark t=0.5 tap\n# mark t=0.8 away\n");
        RecordedTraces labelled = in(folder);
        assertEquals(List.of(tap(0, 0.5, 1.3)), labelled.traces().get(0).taps());
        assertEquals(List.of(), labelled.remarks());

        Files.writeString(marks, "# mark t=0.5 tap\n# mark t=0.6 tap\n");
        assertTrue(assertThrows(RecordingException.class, () -> in(folder))
                .problems()
                .get(0)
                .startsWith(capture + ": mark at t=0.600000: this tap begins before"));
        Files.writeString(marks, "0.5,tap\n");
        assertEquals(
                List.of(marks + ":1:1: '0.5,tap', allowed: lines as # mark t=12.345 tap"),
                assertThrows(RecordingException.class, () -> in(folder)).problems());
    }

    @Test
    void aCommentOfTheDetectorIsNoLabelAndOneOfTheEngineerIs(@TempDir Path folder)
            throws IOException, RecordingException {
        CaptureBytes little = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN).body();
        assertEquals(
                List.of(),
                in(capture(folder, "ours.pcapng", little.body().comment("tap C2:FA:D7:F0:D7:96")))
                        .traces()
                        .get(0)
                        .taps());
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN).describeInterface(201);
        file.enhanced(0, 0, "00000001" + "04" + CaptureBytes.EVENT)
                .enhanced(
                        0,
                        500_000,
                        "00000001" + "04" + CaptureBytes.EVENT,
                        file.body().comment("mark tap"));
        Path marked = Files.write(folder.resolve("marked.pcapng"), file.toArray());
        assertEquals(List.of(tap(0, 0.5, 3)), in(marked).traces().get(0).taps());
    }

    @Test
    void whatCannotBeJudgedIsLeftOutAndADamagedCaptureIsNot(@TempDir Path folder)
            throws IOException, RecordingException {
        Path levelless = Files.write(
                folder.resolve("a.pcap"),
                CaptureBytes.pcap(251).pcapPacket(0, 0, CaptureBytes.PDU).toArray());
        RecordedTraces none = in(levelless);
        assertEquals(List.of(), none.traces());
        assertEquals(
                List.of(levelless + ": no RSSI in this file: presence only, no tap can be judged by it"),
                none.remarks());
        Path cut = Files.write(
                folder.resolve("b.pcap"),
                CaptureBytes.pcap(187)
                        .pcapPacket(0, 0, "04" + CaptureBytes.EVENT)
                        .i32(1)
                        .toArray());
        RecordedTraces damaged = in(cut);
        assertEquals(1, damaged.traces().size());
        assertTrue(
                damaged.damages().get(0).startsWith(cut + ": byte 65: "),
                damaged.damages().toString());
    }
}
