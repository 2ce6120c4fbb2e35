package nbe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import nbe.bgapi.wire.Octets;
import nbe.testing.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wireshark's tools and BlueZ's btmon read what is written here, and what they write is read here; skipped where they are missing. */
class CaptureToolsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    private Path pcapng;
    private Path btsnoop;
    private final List<CapturedAdvertisement> written = IntStream.range(0, 20)
            .mapToObj(i -> new CapturedAdvertisement(
                    1_795_000_000_123_456_000L + i * 100_000_000L,
                    0,
                    AdvertisingType.values()[i % AdvertisingType.values().length],
                    true,
                    0xC2FAD7F0D796L,
                    Octets.of(HexFormat.of().parseHex("02010606ffb201010700")),
                    -40 - i))
            .toList();

    @BeforeEach
    void write() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(new PcapngWriter(bytes, "nbe", adapter -> "/dev/ttyACM0"));
        pcapng = Files.write(folder.resolve("a.pcapng"), bytes.toByteArray());
        bytes.reset();
        write(new BtsnoopWriter(bytes));
        btsnoop = Files.write(folder.resolve("a.btsnoop"), bytes.toByteArray());
    }

    private void write(CaptureWriter writer) throws IOException {
        writer.begin();
        for (CapturedAdvertisement advertisement : written) {
            boolean decides = advertisement.rssiDbm() == -45;
            writer.write(new CapturePacket(advertisement, decides ? "tap C2:FA:D7:F0:D7:96" : "", decides ? 7 : 0));
        }
        writer.flush();
    }

    /** What a tool printed, in one text. */
    private static String output(String... command) throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, command[0]))),
                command[0] + " is not installed");
        try (Program program = Program.start(List.of(command))) {
            int status = program.awaitEnd(PATIENCE);
            assertEquals(0, status, () -> String.join("\n", program.err()));
            return String.join("\n", program.out());
        }
    }

    private List<CapturedAdvertisement> read(Path file) throws IOException {
        ReadCapture read = ReadCapture.of(Files.readAllBytes(file));
        assertEquals("none", read.damage());
        return read.advertisements();
    }

    @Test
    void tsharkReadsPcapng() throws IOException {
        String text = output("tshark", "-V", "-r", pcapng.toString(), "-Y", "frame.number == 6");
        for (String line : List.of(
                "Epoch Time: 1795000000.623456000 seconds",
                "Interface name: /dev/ttyACM0",
                "tap C2:FA:D7:F0:D7:96",
                "Sub Event: LE Advertising Report (0x02)",
                "Event Type: Connectable Undirected Advertising (0x00)",
                "Peer Address Type: Random Device Address (0x01)",
                "BD_ADDR: c2:fa:d7:f0:d7:96",
                "(0x01b2)",
                "RSSI: -45 dBm")) {
            assertTrue(text.contains(line), line + " is missing in\n" + text);
        }
        assertEquals("", output("tshark", "-r", pcapng.toString(), "-Y", "_ws.malformed"));
    }

    @Test
    void btmonReadsBtsnoop() throws IOException {
        String text = output("btmon", "-r", btsnoop.toString());
        for (String line : List.of(
                "LE Advertising Report (0x02)",
                "Event type: Non connectable undirected - ADV_NONCONN_IND (0x03)",
                "Address type: Random (0x01)",
                "Address: C2:FA:D7:F0:D7:96 (Static)",
                "(434)",
                "Data: 010700",
                "RSSI: -59 dBm")) {
            assertTrue(text.contains(line), line + " is missing in\n" + text);
        }
        assertEquals("", output("tshark", "-r", btsnoop.toString(), "-Y", "_ws.malformed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcap", "nsecpcap", "pcapng", "btsnoop"})
    void whatEditcapConvertsIsTheSame(String format) throws IOException {
        Path converted = folder.resolve("converted");
        output("editcap", "-F", format, pcapng.toString(), converted.toString());
        assertEquals(written, read(converted));
    }

    @Test
    void whatMergecapMergesHasBothAdapters() throws IOException {
        Path merged = folder.resolve("merged");
        output("mergecap", "-I", "none", "-w", merged.toString(), pcapng.toString(), btsnoop.toString());
        List<CapturedAdvertisement> both = read(merged);
        assertEquals(2 * written.size(), both.size());
        for (int adapter : new int[] {0, 1}) {
            assertEquals(
                    written.stream().map(CapturedAdvertisement::rssiDbm).toList(),
                    both.stream()
                            .filter(heard -> heard.adapter() == adapter)
                            .map(CapturedAdvertisement::rssiDbm)
                            .toList());
        }
    }

    @Test
    void whatText2pcapMakesOfALinkLayerIsRead() throws IOException {
        Path text = Files.writeString(
                folder.resolve("hex"),
                "0000 " + CaptureBytes.PDU.replaceAll("..", "$0 ").strip() + "\n");
        Path made = folder.resolve("made");
        output("text2pcap", "-q", "-l", "251", text.toString(), made.toString());
        CapturedAdvertisement one = read(made).get(0);
        assertEquals(0xC2FAD7F0D796L, one.address());
        assertEquals(written.get(0).data(), one.data());
    }
}
