package nbe.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final String HEAD = "t_seconds,band,rssi_dbm,flags,service_request_state,adapter\n";
    private static final String ROW = "0.5,C2:FA:D7:F0:D7:96,-52,7,0,0\n";

    private static Recording read(String text) throws IOException, RecordingException {
        return RecordingReader.read("r.csv", new StringReader(text));
    }

    private static List<String> problems(String text) {
        return assertThrows(RecordingException.class, () -> read(text)).problems();
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException, RecordingException {
        SplittableRandom chance = new SplittableRandom(11);
        long start = 77_000_000_000L;
        StringWriter text = new StringWriter();
        RecordingWriter writer = new RecordingWriter(text, start);
        writer.begin("1.2.3", Instant.parse("2026-01-02T03:04:05Z"), "port=auto");
        List<Sighting> wanted = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long micros = 1000L * i * 1000;
            Sighting sighting = new Sighting(
                    new BandAddress(chance.nextLong(1L << 48)),
                    chance.nextInt(-103, -37),
                    chance.nextBoolean(),
                    chance.nextBoolean(),
                    chance.nextBoolean(),
                    chance.nextInt(256),
                    micros,
                    chance.nextInt(8));
            wanted.add(sighting);
            writer.sighting(new Sighting(
                    sighting.band(),
                    sighting.rssiDbm(),
                    sighting.enrolled(),
                    sighting.authenticated(),
                    sighting.onBody(),
                    sighting.serviceRequestState(),
                    start + micros,
                    sighting.adapter()));
        }
        writer.mark(start + 2_000_000, "tap\nC2:FA:D7:F0:D7:96");
        writer.forget(start + 3_000_000, 2);
        writer.remark(start, "anything, with commas");
        Recording read = read(text.toString());
        assertEquals(wanted, read.sightings());
        assertEquals(List.of(new Mark(2_000_000, "tap C2:FA:D7:F0:D7:96", 506)), read.marks());
        assertEquals(List.of(new Forgetting(3_000_000, OptionalInt.of(2))), read.forgettings());
        assertEquals(499_000_000, read.endNanos());
    }

    @Test
    void plainLevelsAreOneWeakBand() throws IOException, RecordingException {
        Recording read = read("\uFEFF# by hand\r\nt_seconds,rssi_dbm\r\n0.1,-40\r\n\r\n1e0,-41\r\n");
        assertEquals(
                List.of(
                        new Sighting(Recording.NAMELESS, -40, true, true, true, 0, 100_000_000, 0),
                        new Sighting(Recording.NAMELESS, -41, true, true, true, 0, 1_000_000_000, 0)),
                read.sightings());
    }

    @Test
    void aForgettingThatNamesNoAdapterIsForAll() throws IOException, RecordingException {
        Recording read = read(HEAD + "# forget t=0.5\n# forget t=0.6 adapter=7\n");
        assertEquals(
                List.of(
                        new Forgetting(500_000_000, OptionalInt.empty()),
                        new Forgetting(600_000_000, OptionalInt.of(7))),
                read.forgettings());
        assertEquals(
                List.of(
                        "r.csv:2:16: 'all' behind the time, allowed: adapter=0",
                        "r.csv:3:24: adapter is '256', allowed: 0 to 255"),
                problems(HEAD + "# forget t=0.5 all\n" + "# forget t=0.5 adapter=256\n"));
    }

    @Test
    void eachBadLineIsNamedWithItsColumnAndWhatIsAllowed() {
        assertEquals(
                List.of(
                        "r.csv:2:1: t_seconds is 'x', allowed: seconds from 0 to 864000, as in 12.345",
                        "r.csv:3:5: band is 'C2', allowed: an address as in C2:FA:D7:F0:D7:96",
                        "r.csv:4:23: rssi_dbm is '-129', allowed: -128 to 127",
                        "r.csv:5:28: flags is '256', allowed: 0 to 255",
                        "r.csv:7:31: the line ends before adapter",
                        "r.csv:8:33: another cell after the last column",
                        "r.csv:9:10: t_seconds is '-1', allowed: seconds from 0 to 864000, as in 12.345",
                        "r.csv:10:1: t_seconds is 'NaN', allowed: seconds from 0 to 864000, as in 12.345"),
                problems(HEAD
                        + "x,C2:FA:D7:F0:D7:96,-52,7,0,0\n"
                        + "0.5,C2,-52,7,0,0\n"
                        + "0.5,C2:FA:D7:F0:D7:96,-129,7,0,0\n"
                        + "0.50,C2:FA:D7:F0:D7:96,-52,256,0,0\n"
                        + ROW
                        + "0.5,C2:FA:D7:F0:D7:96,-52,7,00\n"
                        + "0.5,C2:FA:D7:F0:D7:96,-52,7,0,0,\n"
                        + "# mark t=-1 tap\n"
                        + "NaN,C2:FA:D7:F0:D7:96,-52,7,0,0\n"));
    }

    @Test
    void aFileThatIsNoRecordingIsRefusedOnce() {
        assertEquals(
                List.of("r.csv:1:1: 'GIF89a' where the column names should stand; allowed: " + HEAD.strip()
                        + " or t_seconds,rssi_dbm (or a capture: pcap, pcapng,"
                        + " btsnoop)"),
                problems("GIF89a\nmore\nmore\n"));
        assertEquals(
                List.of("r.csv:1:1: the file ends where the column names should stand; allowed: " + HEAD.strip()
                        + " or t_seconds,rssi_dbm (or a capture: pcap, pcapng,"
                        + " btsnoop)"),
                problems(""));
    }

    @Test
    void notMoreThanTwentyProblemsAreTold() {
        assertEquals(20, problems(HEAD + "x\n".repeat(1000)).size());
    }
}
