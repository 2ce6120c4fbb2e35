package nbe.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nbe.band.BandSettings;
import nbe.bgapi.wire.Octets;
import nbe.capture.AdvertisingType;
import nbe.capture.CaptureBytes;
import nbe.capture.CapturedAdvertisement;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedFilesTest {
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final BandAddress OTHER = BandAddress.parse("66:55:44:33:22:11");
    private static final BandChoice BY_PAYLOAD = new BandChoice(Set.of(), new BandSettings(0x01B2, true));
    /** Scan response of {@link #OTHER}, public, named "é", -50 dBm. */
    private static final String FOREIGN =
            "04" + "3e12" + "0201" + "04" + "00" + "112233445566" + "06" + "0309c3a9" + "01ff" + "ce";

    @TempDir
    private Path folder;

    private Path file(CaptureBytes bytes) throws IOException {
        return Files.write(folder.resolve("capture"), bytes.toArray());
    }

    private Path phone() throws IOException {
        return file(CaptureBytes.btsnoop(1002)
                .btsnoopPacket(2, 1_000_000, "01030c00")
                .btsnoopPacket(3, 1_200_000, "04" + CaptureBytes.EVENT)
                .btsnoopPacket(3, 1_300_000, FOREIGN));
    }

    @Test
    void bandsAreFoundByTheirPayload() throws IOException, RecordingException {
        RecordedFile read = RecordedFiles.read(phone(), BY_PAYLOAD);
        assertEquals(
                List.of(Sighting.of(BAND, -61, 7, 0, 200_000_000, 0, "builtin")),
                read.recording().sightings());
        assertEquals(Optional.empty(), read.noBand());
        assertEquals(Optional.empty(), read.noTaps());
        assertEquals(Optional.empty(), read.damage());
        assertEquals("btsnoop, 3 packets, 2 advertisements of 2 devices", read.summary());
    }

    @Test
    void aNamedAddressIsTheBandWhateverItsPayload() throws IOException, RecordingException {
        BandChoice choice = new BandChoice(Set.of(OTHER), new BandSettings(0x01B2, true));
        assertEquals(
                List.of(Sighting.of(OTHER, -50, 7, 0, 300_000_000, 0)),
                RecordedFiles.read(phone(), choice).recording().sightings());
    }

    @Test
    void aFileWithoutBandsSaysWhatToDo() throws IOException, RecordingException {
        Path file = phone();
        BandChoice company = new BandChoice(Set.of(), new BandSettings(0x004C, true));
        assertEquals(
                file + ": 2 advertisements of 2 devices, none is a band by [band] company_id 0x004C; --list shows them,"
                        + " --band ADDRESS takes one as the band",
                RecordedFiles.read(file, company).noBand().orElseThrow());
        BandChoice absent =
                new BandChoice(Set.of(BandAddress.parse("00:00:00:00:00:01")), new BandSettings(0x01B2, true));
        assertTrue(
                RecordedFiles.read(file, absent).noBand().orElseThrow().contains("none is 00:00:00:00:00:01; --list"));
    }

    @Test
    void aFileWithoutLevelsSaysThatNoTapCanBeJudged() throws IOException, RecordingException {
        RecordedFile read =
                RecordedFiles.read(file(CaptureBytes.pcap(251).pcapPacket(0, 0, CaptureBytes.PDU)), BY_PAYLOAD);
        assertEquals(1, read.recording().sightings().size());
        assertEquals(Optional.of("no RSSI in this file: presence only, no tap can be judged by it"), read.noTaps());
    }

    @Test
    void aDamagedFileIsReadAsFarAsItGoes() throws IOException, RecordingException {
        Path file = file(CaptureBytes.pcap(187)
                .pcapPacket(0, 0, "04" + CaptureBytes.EVENT)
                .hex("00ff"));
        RecordedFile read = RecordedFiles.read(file, BY_PAYLOAD);
        assertEquals(1, read.recording().sightings().size());
        assertEquals(
                Optional.of(file + ": byte 65: the file ends within the header of a packet: 2 of 16 bytes are there;"
                        + " packets before it: 1"),
                read.damage());
    }

    @Test
    void commentsAndTheFileBesideAreMarks() throws IOException, RecordingException {
        CaptureBytes bytes = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN).describeInterface(187);
        bytes.enhanced(0, 0, "01030c00")
                .enhanced(0, 1_000_000, FOREIGN, bytes.body().comment("tap C2:FA:D7:F0:D7:96"))
                .enhanced(0, 2_000_000, FOREIGN, bytes.body().comment("mark tap\u001b[2J"));
        Path file = file(bytes);
        Files.writeString(folder.resolve("capture.marks"), "# mark t=1.5 away\n");
        assertEquals(
                List.of(
                        new Mark(1_000_000_000, "comment: tap C2:FA:D7:F0:D7:96", 0),
                        new Mark(1_500_000_000, "away", 0),
                        new Mark(2_000_000_000, "tap?[2J", 0)),
                RecordedFiles.read(file, BY_PAYLOAD).recording().marks());
    }

    @Test
    void whatIsNeitherRecordingNorCaptureIsRejected() throws IOException {
        assertEquals(
                List.of("link type 1, 9 has no Bluetooth advertisements; allowed: 187, 201, 251, 254, 256, 272"),
                problems(CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN)
                        .describeInterface(9)
                        .describeInterface(1)
                        .enhanced(0, 1, "00")
                        .enhanced(1, 1, "00")));
        assertTrue(problems(CaptureBytes.btsnoop(1).body().hex("1f8b0808"))
                .get(0)
                .startsWith("is compressed; unpack it first: gunzip "));
        assertTrue(problems(CaptureBytes.btsnoop(1).body().hex("00ff"))
                .get(0)
                .endsWith("or t_seconds,rssi_dbm (or a capture: pcap, pcapng, btsnoop)"));
    }

    private List<String> problems(CaptureBytes bytes) throws IOException {
        Path file = file(bytes);
        return assertThrows(RecordingException.class, () -> RecordedFiles.read(file, BY_PAYLOAD)).problems().stream()
                .map(problem -> problem.replaceFirst("^\\Q" + file + "\\E[0-9:]* ", ""))
                .toList();
    }

    @Test
    void ofARecordingTheNamedBandsCount() throws IOException, RecordingException {
        Path file = Files.writeString(
                folder.resolve("r.csv"),
                "t_seconds,band,rssi_dbm,flags,service_request_state,adapter\n"
                        + "0,C2:FA:D7:F0:D7:96,-52,5,0,0\n1,66:55:44:33:22:11,-53,7,0,0\n# mark t=1 tap\n");
        assertEquals(
                2, RecordedFiles.read(file, BY_PAYLOAD).recording().sightings().size());
        BandChoice one = new BandChoice(Set.of(BAND), new BandSettings(0x01B2, true));
        RecordedFile read = RecordedFiles.read(file, one);
        assertEquals(
                List.of(Sighting.of(BAND, -52, 5, 0, 0, 0)), read.recording().sightings());
        assertEquals(1, read.recording().marks().size());
        assertEquals("recording, 2 advertisements of 2 devices", read.summary());
    }

    @Test
    void theListShowsEachDeviceBandsFirst() throws IOException, RecordingException {
        Path file = phone();
        assertEquals(
                List.of(
                        file + "  btsnoop, 3 packets, 2 advertisements of 2 devices",
                        "address            type            adverts  resp.   seconds   min median  max  band  name, company",
                        "C2:FA:D7:F0:D7:96  static                1      0       0.0   -61    -61  -61  yes   0x01B2 Nymi Inc.",
                        "66:55:44:33:22:11  public                0      1       0.0   -50    -50  -50        é"),
                HeardReport.table(RecordedFiles.read(file, BY_PAYLOAD), used -> Map.of(0x01B2, "Nymi Inc.")));
        assertEquals(
                "{\"file\":\"FILE\",\"address\":\"66:55:44:33:22:11\",\"address_type\":\"public\",\"advertisements\":0,"
                        + "\"scan_responses\":1,\"seconds\":0.0,\"rssi\":{\"min\":-50,\"median\":-50,\"max\":-50},"
                        + "\"names\":[\"é\"],\"companies\":[],\"band\":false,\"payload\":null,\"device\":null}",
                HeardReport.json(RecordedFiles.read(file, BY_PAYLOAD)).get(1).replace(file.toString(), "FILE"));
    }

    @Test
    void aFloodOfSendersTakesBoundedMemory() {
        CaptureRecorder recorder = new CaptureRecorder(BY_PAYLOAD);
        for (int i = 0; i < 40_000; i++) {
            recorder.packet(i);
            recorder.advertisement(
                    new CapturedAdvertisement(i, 0, AdvertisingType.CONNECTABLE, true, i, Octets.NONE, -60));
            recorder.comment("x");
        }
        assertEquals(HeardDevices.MOST, recorder.heard().size());
        assertEquals(40_000, recorder.heard().advertisements());
        assertEquals(40_000 - HeardDevices.MOST, recorder.heard().unlisted());
        assertEquals(10_000, recorder.marks().size());
    }

    @Test
    void levelsAreCountedByTheirRank() {
        Levels levels = new Levels();
        assertTrue(levels.isEmpty());
        for (int rssiDbm : new int[] {-40, 0, -90, 127, -41, -128, -127, -1}) {
            levels.add(rssiDbm);
        }
        assertEquals(List.of(-127, -41, -1), List.of(levels.min(), levels.median(), levels.max()));
    }
}
