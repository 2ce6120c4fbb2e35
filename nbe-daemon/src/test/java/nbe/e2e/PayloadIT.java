package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nbe.air.scan.Scan;
import nbe.air.scan.ScanJson;
import nbe.control.status.BandRow;
import nbe.control.status.Status;
import nbe.control.status.StatusJson;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.simulator.scene.Scene;
import nbe.simulator.scene.SceneFile;
import nbe.simulator.scene.ScenePlayer;
import nbe.testing.Message;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bands that only an entry {@code [[band.payload]]} makes known, with the real program. */
@Timeout(300)
class PayloadIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String BADGE = "C2:FA:D7:F0:D7:96";
    private static final String TAG = "E5:15:AA:E0:53:F5";

    private static final String BADGE_ENTRY =
            "{ name = \"plant badge\", prefix = \"FF FF 42\", on_body = \"5.0\", authenticated = \"5.1\", service_request_state = 6 }";

    private static final String TAG_ENTRY =
            "{ name = \"Eddystone tag\", ad_type = 0x16, prefix = \"AA FE 00 ?? ED D1\","
                    + " identity = \"14..19\", on_body = true, authenticated = true }";

    private static final String TAPS = """

            [[step]]
            at = 12
            band = "worker"
            do = "tap"
            hold = 2
            [[step]]
            at = 20
            band = "worker"
            do = "tap"
            hold = 2
            """;

    @RegisterExtension
    final Chain chain = new Chain();

    private void play(String scene) throws Exception {
        Scene parsed = SceneFile.parse(scene, "scene");
        chain.dongle().tell(adapter -> ScenePlayer.start(parsed, adapter.air(), SimulatedDongle.now(), 1, event -> {}));
    }

    private void start(String entries) {
        chain.configure("control.socket", Chain.quoted("c.sock")).configure("band.payload", "[" + entries + "]");
        chain.programReady();
    }

    private List<String> asked(String... words) {
        Path config = chain.directory().resolve("nbe.toml");
        String[] command = Stream.concat(Arrays.stream(words), Stream.of("-c", config.toString()))
                .toArray(String[]::new);
        try (Program program = NbeProgram.start(command)) {
            program.awaitEnd(SOON);
            return program.out();
        }
    }

    private Status status() {
        return StatusJson.read(String.join("\n", asked("status", "--json")).getBytes(StandardCharsets.UTF_8));
    }

    private Scan scan() {
        return ScanJson.read(
                String.join("\n", asked("scan", "--for", "3", "--json")).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBadgeOfAnEntryIsPresentAuthenticatesAndTaps() throws Exception {
        start(BADGE_ENTRY);
        play("""
                [[band]]
                id = "worker"
                address = "C2:FA:D7:F0:D7:96"
                distance = 3.0
                authenticated = false
                service_request = 4
                [band.raw]
                data = "02 01 06 08 FF FF FF 42 17 5A 00 00"
                on_body = "10.0"
                authenticated = "10.1"
                service_request_state = 11
                [[step]]
                at = 5
                band = "worker"
                do = "authenticate"
                """ + TAPS);
        Message first = chain.awaitFrame(SOON, "presence", frame -> frame.isPresence(BADGE, "unauthenticated"));
        assertEquals(
                4, first.json().path("payload").path("service_request_state").asInt());
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BADGE, "weak"));
        Message intent = chain.awaitFrame(SOON, "intent", frame -> frame.isIntent("BLE"));
        assertEquals(BADGE, intent.payload("device"));
        BandRow row = status().bands().get(0);
        assertEquals(List.of(BADGE, "plant badge"), List.of(row.device(), row.payload()));
    }

    /** Its address changes each second; what its data name stays, and so do presence, level and tap. */
    @Test
    void aTagThatChangesItsAddressIsOneBandByTheIdentityInItsData() throws Exception {
        start(TAG_ENTRY);
        play("""
                [[band]]
                id = "worker"
                address = "C2:FA:D7:F0:D7:96"
                distance = 3.0
                address_changes = 1
                [band.raw]
                data = "02 01 06 03 03 AA FE 15 16 AA FE 00 DF ED D1 EB EA C0 4E 5D EF A0 17 E5 15 AA E0 53 F5"
                """ + TAPS);
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(TAG, "weak"));
        Scan scan = scan();
        assertTrue(scan.devices().size() > 1, () -> scan.devices().toString());
        assertTrue(
                scan.devices().stream()
                        .allMatch(device -> device.addressType().equals("resolvable")
                                && device.band().equals(Optional.of("Eddystone tag"))),
                () -> scan.devices().toString());
        Message intent = chain.awaitFrame(SOON, "intent", frame -> frame.isIntent("BLE"));
        assertEquals(TAG, intent.payload("device"));
        Status status = status();
        assertEquals(1, status.bands().size(), () -> status.bands().toString());
        assertEquals(1, status.air().bands());
        assertTrue(status.air().devices() > 3, () -> status.air().toString());
        assertTrue(
                chain.agent().messages(frame -> frame.operation().equals("presence")).stream()
                        .allMatch(frame -> frame.isPresence(TAG, "weak")),
                chain::report);
    }

    @Test
    void aReloadTeachesAPayloadToTheRunningProgram() throws Exception {
        chain.configure("control.socket", Chain.quoted("c.sock"));
        chain.programReady();
        play("""
                [[band]]
                id = "worker"
                address = "C2:FA:D7:F0:D7:96"
                distance = 3.0
                [band.raw]
                data = "02 01 06 08 FF FF FF 42 17 5A 03 00"
                """);
        Scan before = scan();
        assertEquals(
                "other company: 0xFFFF; a band's is 0x01B2 ([band] company_id)",
                before.devices().get(0).notABandBecause().orElseThrow());
        chain.configure("band.payload", "[" + BADGE_ENTRY + "]");
        chain.rewrite();
        assertEquals(List.of("read again: changed", "  band.payload"), asked("reload"));
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BADGE, "weak"));
        assertEquals(1, chain.agent().connections(), chain::report);
        Files.writeString(
                chain.directory().resolve("nbe.toml"), "agent_url = \"ws://127.0.0.1:1/x\"\n[[band.payload]]\n");
        try (Program check = NbeProgram.start(
                "check", "-c", chain.directory().resolve("nbe.toml").toString())) {
            assertEquals(78, check.awaitEnd(SOON));
            assertEquals(4, check.err().size(), check.err().toString());
        }
    }
}
