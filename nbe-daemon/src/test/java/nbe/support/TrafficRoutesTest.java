package nbe.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nbe.control.net.BadRequest;
import nbe.control.net.ControlRequest;
import nbe.control.net.Reply;
import nbe.control.net.ReplyStream;
import nbe.recording.RecordingReader;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon answers about its recent traffic, to a client that reads at once and to one that is slow. */
class TrafficRoutesTest {
    private static final long NOW = TimeUnit.HOURS.toNanos(7);
    private static final Instant WALL = Instant.parse("2026-11-22T10:00:00Z");
    private static final ControlRequest PLAIN = new ControlRequest(Map.of(), "");

    private final RecentTraffic traffic = new RecentTraffic();
    private final Client client = new Client();

    /** Takes pieces while it has credit. */
    private static final class Client implements Reply, ReplyStream {
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private int credit = Integer.MAX_VALUE;
        private int largest;
        private String type = "";
        private boolean ended;
        private Runnable writable = () -> {};

        void read(int pieces) {
            credit = pieces;
            writable.run();
        }

        String text() {
            return got.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void json(int status, byte[] json) {
            throw new AssertionError(status);
        }

        @Override
        public void error(int status, String text) {
            throw new AssertionError(text);
        }

        @Override
        public void text(String contentType, String text) {
            throw new AssertionError(text);
        }

        @Override
        public ReplyStream stream(String contentType) {
            type = contentType;
            return this;
        }

        @Override
        public boolean isWritable() {
            return credit > 0;
        }

        @Override
        public void write(byte[] bytes) {
            credit--;
            largest = Math.max(largest, bytes.length);
            got.writeBytes(bytes);
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void onClosed(Runnable then) {}

        @Override
        public void onWritable(Runnable then) {
            writable = then;
        }
    }

    private void ask(String path, ControlRequest request) throws BadRequest {
        new TrafficRoutes(traffic, "1.2.3", () -> NOW, InstantSource.fixed(WALL))
                .all().stream()
                        .filter(route -> route.path().equals(path))
                        .findFirst()
                        .orElseThrow()
                        .action()
                        .answer(request, client);
    }

    private static Sighting sighting(long beforeNowNanos) {
        return new Sighting(BandAddress.parse("C2:FA:D7:F0:D7:96"), -42, true, true, true, 0, NOW - beforeNowNanos, 0);
    }

    @Test
    void theSightingsAreARecording() throws Exception {
        traffic.heard(sighting(2_000_000_000L));
        ask("/v1/traffic/sightings", PLAIN);
        assertEquals("text/csv; charset=utf-8", client.type);
        String text = client.text();
        assertTrue(text.startsWith("# nbe recording 1\n"), text);
        assertTrue(text.contains("\n# started 2026-11-22T09:59:58Z\n"), text);
        assertTrue(text.endsWith("\n0.000000,C2:FA:D7:F0:D7:96,-42,7,0,0\n"), text);
        assertTrue(client.ended);
    }

    @Test
    void theEventsAreMaskedAndPrintable() throws Exception {
        traffic.event(NOW - 1_000_000_000L, "to the agent: {\"nfc_uid\":\"04A1B2C3D4E5F6\"}");
        traffic.event(NOW, "from the agent: \u001B[31m\n");
        ask("/v1/traffic/events", PLAIN);
        assertEquals("text/plain; charset=utf-8", client.type);
        assertEquals("""
                2026-11-22T09:59:59Z to the agent: {"nfc_uid":"…E5F6"}
                2026-11-22T10:00:00Z from the agent: \\u001B[31m\\n
                """, client.text());
    }

    /** A full memory, read slowly: piece by piece, each small, and nothing is lost, doubled or out of order. */
    @Test
    void aSlowClientGetsEverythingInSmallPieces(@TempDir Path folder) throws Exception {
        for (int i = 0; i < RecentTraffic.SIGHTINGS; i++) {
            traffic.heard(sighting((RecentTraffic.SIGHTINGS - i) * 1_000_000L));
        }
        client.credit = 0;
        ask("/v1/traffic/sightings", PLAIN);
        assertEquals("", client.text(), "nothing is sent to a client that does not read");
        while (!client.ended) {
            client.read(1);
        }
        assertTrue(client.largest < 20_000, "a piece of " + client.largest + " bytes");
        Path file = Files.writeString(folder.resolve("s.csv"), client.text());
        List<Sighting> read = RecordingReader.read(file).sightings();
        assertEquals(RecentTraffic.SIGHTINGS, read.size());
        for (int i = 1; i < read.size(); i++) {
            assertEquals(1_000_000L, read.get(i).atNanos() - read.get(i - 1).atNanos());
        }
    }

    @Test
    void withoutTrafficBothAreWhole() throws Exception {
        ask("/v1/traffic/sightings", PLAIN);
        assertTrue(client.text().startsWith("# nbe recording 1\n"), client.text());
        assertTrue(client.ended);
        Client second = new Client();
        new TrafficRoutes(traffic, "1.2.3", () -> NOW, InstantSource.fixed(WALL))
                .all()
                .get(1)
                .action()
                .answer(PLAIN, second);
        assertEquals("", second.text());
        assertTrue(second.ended);
    }

    @Test
    void aParameterIsRejected() {
        ControlRequest odd = new ControlRequest(Map.of("seconds", List.of("5")), "");
        assertThrows(BadRequest.class, () -> ask("/v1/traffic/sightings", odd));
        assertThrows(BadRequest.class, () -> ask("/v1/traffic/events", odd));
        assertFalse(client.ended);
    }
}
