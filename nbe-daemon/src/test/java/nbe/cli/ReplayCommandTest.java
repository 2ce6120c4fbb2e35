package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import nbe.capture.CaptureBytes;
import nbe.cli.process.ExitStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    @TempDir
    private Path folder;

    private Path file;

    /** Ten advertisements a second: 3 s at -60 dBm, 2 s at -38. */
    @BeforeEach
    void recordOneTap() throws IOException {
        StringBuilder text = new StringBuilder("# mark t=3.0 tap\nt_seconds,rssi_dbm\n");
        for (int i = 0; i < 50; i++) {
            text.append(String.format(Locale.ROOT, "%.1f,%d%n", i / 10.0, i < 30 ? -60 : -38));
        }
        file = Files.writeString(folder.resolve("one.csv"), text);
    }

    @Test
    void bothRulesFindTheTapAndTellWhy() throws IOException {
        CommandRun run = CommandRun.of(folder, "", "replay", "--rule", "both", file.toString());
        assertEquals(0, run.status(), run.err());
        String adaptive =
                file + "  3.200 s  00:00:00:00:00:00  tap (adaptive): -38.0 dBm over 3 samples in 0.20 s, adapter 0";
        assertTrue(run.out().lines().anyMatch(adaptive::equals), run.out());
        assertTrue(run.out().contains("tap (mean)"), run.out());
        assertTrue(run.out().contains("3.000 s  mark: tap"), run.out());
        assertTrue(
                run.out()
                        .contains(
                                "0.000 s  00:00:00:00:00:00  authenticated (weak), proximity unknown, service request state 0"),
                run.out());
    }

    @Test
    void theConfiguredRuleCountsUnlessAnotherIsNamed() throws IOException {
        String mean = "tap_detector = \"mean\"\n";
        assertTrue(CommandRun.of(folder, mean, "replay", file.toString()).out().contains("tap (mean)"));
        String named = CommandRun.of(folder, mean, "replay", "--rule", "adaptive", file.toString())
                .out();
        assertTrue(named.contains("tap (adaptive)") && !named.contains("tap (mean)"), named);
        assertTrue(!CommandRun.of(folder, "", "replay", "--threshold", "0", file.toString())
                .out()
                .contains("tap ("));
    }

    /** A phone's log: the same tap of a device that is no band by its payload, and a file of a sniffer that does not measure. */
    @Test
    void capturesAreToldApartByTheirContent() throws IOException {
        CaptureBytes phone = CaptureBytes.btsnoop(1002);
        for (int i = 0; i < 50; i++) {
            phone.btsnoopPacket(
                    3,
                    i * 100_000L,
                    "04" + "3e0c" + "0201" + "00" + "00" + "112233445566" + "00" + (i < 30 ? "c4" : "da"));
        }
        Path capture = Files.write(folder.resolve("phone.log"), phone.toArray());
        CommandRun run = CommandRun.of(folder, "", "replay", "--band", "66:55:44:33:22:11", capture.toString());
        assertEquals(0, run.status(), run.err());
        assertTrue(
                run.out().contains("3.200 s  66:55:44:33:22:11  tap (adaptive): -38.0 dBm over 3 samples in 0.20 s"),
                run.out());
        assertEquals("", run.err());

        CommandRun list = CommandRun.of(folder, "", "replay", "--list", capture.toString());
        assertEquals(0, list.status());
        assertTrue(
                list.out().contains("66:55:44:33:22:11  public               50      0       4.9   -60    -60  -38"),
                list.out());
        CommandRun none = CommandRun.of(folder, "", "replay", capture.toString());
        assertEquals(0, none.status());
        assertEquals("", none.out());
        assertTrue(none.err().contains("50 advertisements of 1 device, none is a band"), none.err());
    }

    /** A badge that no built-in payload knows, tried on a capture: its entry, one that nearly fits, and files that are none. */
    @Test
    void payloadsAreTriedOnACapture() throws IOException {
        CaptureBytes sniffed = CaptureBytes.btsnoop(1002);
        for (int i = 0; i < 50; i++) {
            sniffed.btsnoopPacket(
                    3,
                    i * 100_000L,
                    "04" + "3e15" + "0201" + "00" + "01" + "112233445566" + "09" + "08ffffff42175a0300"
                            + (i < 30 ? "c4" : "da"));
        }
        Path capture = Files.write(folder.resolve("badge.log"), sniffed.toArray());
        String flags = "on_body = \"5.0\"\nauthenticated = \"5.1\"\n";
        Path badge = Files.writeString(
                folder.resolve("badge.toml"), "[[band.payload]]\nname = \"badge\"\nprefix = \"FF FF 42\"\n" + flags);
        CommandRun run = CommandRun.of(folder, "", "replay", "--payload", badge.toString(), capture.toString());
        assertEquals(0, run.status(), run.err());
        assertEquals("", run.err());
        assertTrue(
                run.out().startsWith(capture + "  66:55:44:33:22:11  a band by \"badge\", advertisements: 50\n"),
                run.out());
        assertTrue(run.out().contains("3.200 s  66:55:44:33:22:11  tap (adaptive)"), run.out());

        CommandRun list =
                CommandRun.of(folder, "", "replay", "--payload", badge.toString(), "--list", capture.toString());
        assertTrue(list.out().contains("yes   by \"badge\", 0xFFFF"), list.out());

        Path other = Files.writeString(
                folder.resolve("other.toml"), "[[band.payload]]\nname = \"o\"\nprefix = \"FF FF 43\"\n" + flags);
        CommandRun none = CommandRun.of(folder, "", "replay", "--payload", other.toString(), capture.toString());
        assertEquals("", none.out());
        assertTrue(
                none.err().contains("; nearest: \"o\": byte 2 of the data is 42, the prefix is FF FF 43"), none.err());

        Path empty = Files.writeString(folder.resolve("empty.toml"), "agent_url = \"ws://127.0.0.1:1/\"\n");
        CommandRun nothing = CommandRun.of(folder, "", "replay", "--payload", empty.toString(), capture.toString());
        assertEquals(ExitStatus.CONFIGURATION, nothing.status());
        assertEquals(empty + ": has no [[band.payload]]\n", nothing.err());
        Path wrong = Files.writeString(folder.resolve("wrong.toml"), "[[band.payload]]\nprefix = 7\n" + flags);
        CommandRun refused = CommandRun.of(folder, "", "replay", "--payload", wrong.toString(), capture.toString());
        assertEquals(ExitStatus.CONFIGURATION, refused.status());
        assertTrue(refused.err().startsWith(wrong + ":1:1: band.payload.name is missing, "), refused.err());
    }

    @Test
    void withoutLevelsThereIsPresenceAndALine() throws IOException {
        Path capture = Files.write(
                folder.resolve("a.pcap"),
                CaptureBytes.pcap(251).pcapPacket(0, 0, CaptureBytes.PDU).toArray());
        CommandRun run = CommandRun.of(folder, "", "replay", capture.toString());
        assertEquals(0, run.status(), run.err());
        assertEquals(
                capture
                        + "  0.000 s  C2:FA:D7:F0:D7:96  authenticated (weak), proximity unknown, service request state 0\n"
                        + capture + "  no RSSI in this file: presence only, no tap can be judged by it\n",
                run.out());
        assertTrue(CommandRun.of(folder, "", "replay", "--json", capture.toString())
                .out()
                .contains("\"event\":\"note\",\"text\":\"no RSSI in this file"));
    }

    @Test
    void aDamagedCaptureIsPlayedAsFarAsItGoes() throws IOException {
        Path capture = Files.write(
                folder.resolve("a.pcap"),
                CaptureBytes.pcap(187)
                        .pcapPacket(0, 0, "04" + CaptureBytes.EVENT)
                        .hex("00")
                        .toArray());
        CommandRun run = CommandRun.of(folder, "", "replay", capture.toString());
        assertEquals(ExitStatus.FAILURE, run.status());
        assertTrue(run.out().contains("C2:FA:D7:F0:D7:96  authenticated"), run.out());
        assertTrue(run.err().startsWith(capture + ": byte 65: "), run.err());
    }

    @Test
    void anAddressThatIsNoneIsBadUsage() throws IOException {
        assertEquals(
                ExitStatus.USAGE,
                CommandRun.of(folder, "", "replay", "--band", "C2:FA", file.toString())
                        .status());
    }

    @Test
    void jsonIsOneObjectALine() throws IOException {
        CommandRun run = CommandRun.of(folder, "", "replay", "--json", file.toString());
        String tap = run.out()
                .lines()
                .filter(line -> line.contains("\"event\":\"tap\""))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "{\"file\":\"" + file
                        + "\",\"band\":\"00:00:00:00:00:00\",\"t\":3.2,\"event\":\"tap\",\"rule\":\"adaptive\","
                        + "\"level_dbm\":-38.0,\"samples\":3,\"span_s\":0.2,\"adapter\":0}",
                tap);
    }

    @Test
    void aBadFileIsToldWithLineAndColumnAndTheOthersArePlayed() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.csv"), "t_seconds,rssi_dbm\n1.0,loud\n");
        CommandRun run = CommandRun.of(folder, "", "replay", bad.toString(), file.toString());
        assertEquals(ExitStatus.FAILURE, run.status());
        assertEquals(bad + ":2:5: rssi_dbm is 'loud', allowed: -128 to 127\n", run.err());
        assertTrue(run.out().contains("tap (adaptive)"), run.out());
    }

    @Test
    void aSettingOutOfRangeIsBadUsage() throws IOException {
        assertEquals(
                ExitStatus.USAGE,
                CommandRun.of(folder, "", "replay", "--window", "0", file.toString())
                        .status());
        assertEquals(
                ExitStatus.CONFIGURATION,
                CommandRun.of(folder, "nonsense = 1 =", "replay", file.toString())
                        .status());
    }
}
