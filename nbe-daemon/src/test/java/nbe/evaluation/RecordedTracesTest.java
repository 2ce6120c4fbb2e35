package nbe.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static LabelledTrace labelled(String text) throws IOException, RecordingException {
        return RecordedTraces.labelled(RecordingReader.read("r.csv", new StringReader(text)));
    }

    private static LabelledTap tap(double open, double arrive, double close) {
        return new LabelledTap(BAND, Recording.nanos(open), Recording.nanos(arrive), Recording.nanos(close));
    }

    @Test
    void aMarkOpensAWindowAndAwayOrTwoSecondsCloseIt() throws IOException, RecordingException {
        assertEquals(
                List.of(tap(9.5, 10, 11.5), tap(19.5, 20, 22.5)),
                labelled(ONE_BAND + "# mark t=10 tap\n# mark t=11 away\n# mark t=20 tap\n# mark t=25 a remark\n")
                        .taps());
    }

    @Test
    void aTapOfOneOfTwoBandsMustBeNamed() throws IOException, RecordingException {
        assertEquals(
                List.of(tap(9.5, 10, 12.5)),
                labelled(TWO_BANDS + "# mark t=10 tap c2:fa:d7:f0:d7:96 left hand\n")
                        .taps());
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
        assertThrows(RecordingException.class, () -> RecordedTraces.in(folder));
        Files.createDirectory(folder.resolve("line-2"));
        Files.writeString(folder.resolve("line-2/a.CSV"), ONE_BAND);
        Files.writeString(folder.resolve("notes.txt"), "not a recording");
        assertEquals(1, RecordedTraces.in(folder).size());
        Files.writeString(folder.resolve("b.csv"), "nonsense");
        Files.writeString(folder.resolve("c.csv"), "");
        RecordingException refused = assertThrows(RecordingException.class, () -> RecordedTraces.in(folder));
        assertEquals(2, refused.problems().size());
    }
}
