package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nbe.air.scan.Scan;
import nbe.air.scan.ScanJson;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Await;
import nbe.testing.Message;
import nbe.testing.Program;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code nbe scan} and {@code nbe capture} with the real program, and what other people's programs read in its captures. */
class AirIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final String TAG = "D0:00:00:00:00:03";
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final Chain chain = new Chain();

    @Test
    void scanListsWhatTheRunningDaemonHearsAndWhyItIsNoBand() {
        start();
        Program table = nbe("scan", "--for", "2");
        assertEquals(0, table.awaitEnd(SOON), () -> table.err().toString());
        String text = String.join("\n", table.out());
        assertTrue(text.contains(BAND + "  static          -63"), text);
        assertTrue(text.contains("builtin   Nymi Inc."), text);
        assertTrue(text.contains("no (1)    \"Tag\", Nymi Inc."), text);
        assertTrue(text.contains("no (1)  payload version 9, known are 0 and 1"), text);
        assertEquals(List.of(), table.err());

        Program json = nbe("scan", "--for", "1", "--json");
        assertEquals(0, json.awaitEnd(SOON));
        Scan scan = ScanJson.read(String.join("\n", json.out()).getBytes(StandardCharsets.UTF_8));
        assertEquals(1, scan.seconds());
        assertEquals(2, scan.devices().size());
    }

    @Test
    void scanWithoutADaemonOpensTheDongle() throws IOException {
        putTagOnAir();
        chain.band(BAND);
        Path config = Files.writeString(
                chain.directory().resolve("scan.toml"),
                "ble.port = \"" + chain.directory().resolve("dongle") + "\"\ncontrol.socket = \"" + socket() + "\"\n");
        Program scan = NbeProgram.start("scan", "-c", config.toString(), "--for", "3", "-v");
        assertEquals(0, scan.awaitEnd(SOON), () -> scan.err().toString());
        String text = String.join("\n", scan.out());
        assertTrue(text.contains("2 devices in "), text);
        assertTrue(text.contains("Manufacturer Specific Data: 0x01B2 Nymi Inc., 010700"), text);
    }

    @Test
    void anErrorElsewhereInTheFileDoesNotStopAScan() throws IOException {
        putTagOnAir();
        Path config = Files.writeString(
                chain.directory().resolve("scan.toml"),
                "ble.port = \"" + chain.directory().resolve("dongle") + "\"\ncontrol.socket = \"" + socket()
                        + "\"\nband.company_id = 99999\nrssi_window_tap = \"ten\"\n");
        Program scan = NbeProgram.start("scan", "-c", config.toString(), "--for", "2");
        assertEquals(0, scan.awaitEnd(SOON), () -> scan.err().toString());
        assertEquals(
                List.of("nbe: band.company_id cannot be read, its default counts; 'nbe check' says what is wrong"),
                scan.err());
    }

    @Test
    void scanWithoutDaemonAndDongleSaysWhatItTried() throws IOException {
        Path config = Files.writeString(
                chain.directory().resolve("scan.toml"),
                "ble.port = \"" + chain.directory().resolve("nothing") + "\"\ncontrol.socket = \"" + socket() + "\"\n");
        Program scan = NbeProgram.start("scan", "-c", config.toString(), "--for", "1");
        assertEquals(1, scan.awaitEnd(SOON));
        assertEquals(List.of(), scan.out());
        assertTrue(
                scan.err().toString().contains(socket().toString()),
                () -> scan.err().toString());
        assertTrue(
                scan.err().toString().contains("no dongle could be used"),
                () -> scan.err().toString());
    }

    @Test
    void tsharkReadsACaptureWithTheTapsComment() {
        Path file = captureOfATap("air.pcapng");
        needs("tshark");
        List<String> packets = run(
                "tshark",
                "-r",
                file.toString(),
                "-T",
                "fields",
                "-E",
                "separator=;",
                "-e",
                "bthci_evt.bd_addr",
                "-e",
                "bthci_evt.rssi",
                "-e",
                "btcommon.eir_ad.entry.company_id",
                "-e",
                "frame.comment",
                "-e",
                "frame.interface_name",
                "-Y",
                "bthci_evt.le_meta_subevent == 2");
        String port = chain.directory().resolve("dongle").toString();
        String band = BAND.toLowerCase(Locale.ROOT);
        List<String> taps =
                packets.stream().filter(line -> line.contains(";tap ")).toList();
        assertEquals(List.of(band + ";-38;0x01b2;tap " + BAND + ";" + port), taps);
        assertTrue(packets.contains(band + ";-63;0x01b2;;" + port), packets::toString);
        assertTrue(packets.stream().anyMatch(line -> line.startsWith(TAG.toLowerCase(Locale.ROOT))));
        assertFalse(run("tshark", "-r", file.toString(), "-V").toString().contains("Malformed"));
    }

    @Test
    void btmonReadsBtsnoop() {
        Path file = captureOfATap("air.btsnoop");
        needs("btmon");
        String text = String.join("\n", run("btmon", "-r", file.toString()));
        assertTrue(text.contains("Address: " + BAND + " (Static)"), text);
        assertTrue(text.contains("Company: Nymi Inc. (434)"), text);
        assertTrue(text.contains("RSSI: -63 dBm (0xc1)"), text);
        assertTrue(text.contains("RSSI: -38 dBm (0xda)"), text);
    }

    @Test
    void aCaptureOnStandardOutputIsReadLiveAndEndsWhenNobodyReads() throws IOException {
        needs("tshark");
        start();
        Path config = chain.directory().resolve("nbe.toml");
        Program pipe = Program.start(List.of(
                "sh",
                "-c",
                String.join(
                                " ",
                                Program.java(
                                        List.of(),
                                        "-jar",
                                        NbeProgram.JAR.toAbsolutePath().toString()))
                        + " capture --out - -c " + config
                        + " | tshark -l -r - -c 5; echo end"));
        assertEquals(0, pipe.awaitEnd(SOON));
        assertEquals("end", pipe.out().get(pipe.out().size() - 1));
        assertEquals(6, pipe.out().size(), () -> pipe.out().toString());
        assertFalse(pipe.err().toString().contains("nbe:"), () -> pipe.err().toString());
    }

    @Test
    void ctrlCEndsTheFileWithAWholePacketAndAnExistingOneIsLeftAlone() throws IOException {
        start();
        Path file = chain.directory().resolve("air.pcapng");
        Program capture = nbe("capture", "--out", file.toString());
        Await.until(SOON, "packets in the file", () -> file.toFile().length() > 2_000);
        capture.signal("INT");
        assertEquals(0, capture.awaitEnd(SOON), () -> capture.err().toString());
        assertTrue(
                capture.err().toString().matches("\\[captured \\d+ packets, 0 taps, 0 lost]"), capture.err()::toString);
        byte[] before = Files.readAllBytes(file);
        Program again = nbe("capture", "--out", file.toString(), "--for", "1");
        assertEquals(1, again.awaitEnd(SOON));
        assertEquals(List.of("nbe: " + file + " exists and is left as it is; name another file"), again.err());
        assertEquals(before.length, Files.size(file));
    }

    private Path captureOfATap(String name) {
        VirtualBand band = start();
        Path file = chain.directory().resolve(name);
        Program capture = nbe("capture", "--out", file.toString());
        Await.until(SOON, "packets in the file", () -> file.toFile().length() > 2_000);
        int before = chain.mark();
        chain.tap(band, Duration.ofMillis(1_500));
        chain.awaitFrame(SOON, "the tap", before, Message::isIntent);
        long size = file.toFile().length();
        Await.until(SOON, "what came after the tap", () -> file.toFile().length() > size + 5_000);
        capture.signal("INT");
        assertEquals(0, capture.awaitEnd(SOON), () -> capture.err().toString());
        return file;
    }

    /** The real daemon with a band, and a tag of the bands' company with another payload. */
    private VirtualBand start() {
        chain.configure("control.socket", Chain.quoted(socket().toString()));
        VirtualBand band = chain.band(BAND);
        putTagOnAir();
        Program daemon = chain.programReady();
        Await.until(SOON, "the control socket", () -> Files.exists(socket()) && daemon.isAlive());
        chain.awaitFrame(SOON, "the band", frame -> frame.isPresence(BAND, "weak"));
        return band;
    }

    private void putTagOnAir() {
        chain.dongle().tell(adapter -> adapter.air().add(new Tag(), SimulatedDongle.now()));
    }

    private Path socket() {
        return chain.directory().resolve("control.sock");
    }

    private Program nbe(String command, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "-c", chain.directory().resolve("nbe.toml").toString()));
        arguments.addAll(List.of(options));
        return NbeProgram.start(arguments.toArray(String[]::new));
    }

    private static void needs(String program) {
        boolean there = Optional.ofNullable(System.getenv("PATH")).stream()
                .flatMap(path -> List.of(path.split(":")).stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        Assumptions.assumeTrue(there, program + " is not on this machine");
    }

    private static List<String> run(String... command) {
        try {
            Program program = Program.start(List.of(command));
            assertEquals(0, program.awaitEnd(SOON), () -> program.err().toString());
            return program.out();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Has the bands' company, another payload, and a name in its scan response. */
    private static final class Tag implements AirDevice {
        @Override
        public DeviceAddress address(long nowNanos) {
            return DeviceAddress.parse(TAG);
        }

        @Override
        public long advertisingIntervalNanos() {
            return Duration.ofMillis(100).toNanos();
        }

        @Override
        public int packetType() {
            return DISCOVERABLE;
        }

        @Override
        public double metres(long nowNanos) {
            return Chain.AWAY;
        }

        @Override
        public Optional<AdvertisingData> advertisement(long nowNanos) {
            return Optional.of(
                    AdvertisingData.flags(6).andManufacturer(AdvertisingData.NYMI, (byte) 9, (byte) 7, (byte) 0));
        }

        @Override
        public Optional<AdvertisingData> scanResponse(long nowNanos) {
            return Optional.of(AdvertisingData.EMPTY.andName("Tag"));
        }
    }
}
