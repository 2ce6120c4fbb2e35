package nbe.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import nbe.base.DrainedQueue;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.control.net.BadRequest;
import nbe.control.net.ReplyStream;
import nbe.tap.BandEvent;
import nbe.tap.BandState;
import nbe.tap.Proximity;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event stream: what each line holds, who gets it, and what a client that does not read loses. */
class EventsTest {
    @TempDir
    Path folder;

    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor();
    private final Client client = new Client();
    private StatusRig rig;
    private EventJson json;

    /** A client's end of a stream, which keeps up or not as the test says. */
    private static final class Client implements ReplyStream {
        private volatile boolean reads = true;
        private final StringBuffer text = new StringBuffer();

        @Override
        public boolean isWritable() {
            return reads;
        }

        @Override
        public void write(byte[] bytes) {
            text.append(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void end() {}

        @Override
        public void onClosed(Runnable then) {}

        @Override
        public void onWritable(Runnable then) {}

        List<String> lines() {
            return text.toString().lines().toList();
        }
    }

    @BeforeEach
    void begin() {
        rig = new StatusRig(folder, "[ble]\nport = \"/dev/ttyACM0\"\n");
        json = new EventJson(rig.source.rows(), rig::wallTime);
    }

    @AfterEach
    void end() {
        control.shutdownNow();
    }

    private EventListener listen(Set<EventKind> kinds) throws Exception {
        EventListener listener =
                new EventListener(client, kinds, rig.feed, count -> json.lost(count, rig.wallTime(rig.now)));
        control.submit(() -> rig.feed.add(listener, json::line, control)).get();
        return listener;
    }

    private List<String> await(int lines) {
        Await.until("lines: " + lines, () -> client.lines().size() >= lines);
        return client.lines();
    }

    @Test
    void eachKindHasItsLine() throws Exception {
        listen(EnumSet.allOf(EventKind.class));
        rig.adapter(StatusRig.SCANNING);
        rig.heard(-42);
        rig.book.presence(new BandEvent.PresenceChanged(StatusRig.BAND, BandState.WEAK, Proximity.NEAR, 3, rig.now));
        rig.pass(1.5);
        rig.book.tapped(new FixedTap(StatusRig.BAND, rig.wallTime(rig.now)));
        rig.connected();
        rig.book.adapter(new AdapterEvent.Stalled(0, StatusRig.PORT, 12));
        rig.feed.configChanged(List.of("rssi_tap_threshold"), rig.now);
        List<String> lines = await(8);
        String at = "\"time\":\"2026-11-30T08:00:00Z\",";
        String later = "\"time\":\"2026-11-30T08:00:01.500Z\"";
        String row =
                "\"port\":\"/dev/ttyACM0\",\"state\":\"scanning\",\"problem\":null,\"firmware\":\"1.3.2 build 122\","
                        + "\"address\":\"00:07:80:1A:2B:3C\",\"advertisements_per_s\":0.0,\"adapter_number\":0,";
        long zero = rig.now - 1_500_000_000L;
        assertEquals("{\"event\":\"adapter\"," + at + row + "\"at_ns\":" + zero + "}", lines.get(0));
        assertEquals(
                "{\"event\":\"sighting\"," + at + "\"device\":\"C2:FA:D7:F0:D7:96\",\"rssi\":-42,"
                        + "\"adapter\":\"/dev/ttyACM0\",\"flags\":7,\"service_request_state\":0,\"payload\":\"builtin\",\"adapter_number\":0,"
                        + "\"at_ns\":" + zero + "}",
                lines.get(1));
        assertEquals(
                "{\"event\":\"presence\"," + at + "\"device\":\"C2:FA:D7:F0:D7:96\",\"state\":\"weak\","
                        + "\"proximity\":\"near\",\"service_request_state\":3}",
                lines.get(2));
        assertEquals(
                "{\"event\":\"intent\",\"device\":\"C2:FA:D7:F0:D7:96\",\"type\":\"BLE\"," + later + "}", lines.get(3));
        assertEquals(
                "{\"event\":\"link\"," + later + ",\"url\":\"ws://127.0.0.1:9120/socket/websocket\","
                        + "\"state\":\"connecting\",\"since\":\"2026-11-30T08:00:01.500Z\",\"last_error\":null,"
                        + "\"round_trip_ms\":null}",
                lines.get(4));
        assertTrue(lines.get(5).contains("\"state\":\"connected\""), lines.get(5));
        assertEquals(
                "{\"event\":\"adapter\"," + later + "," + row + "\"at_ns\":" + rig.now + ",\"stalled\":true}",
                lines.get(6));
        assertEquals("{\"event\":\"config\"," + later + ",\"changed\":[\"rssi_tap_threshold\"]}", lines.get(7));
    }

    @Test
    void aClientGetsTheKindsThatItAskedForAndNobodyCopiesWithoutOne() throws Exception {
        rig.heard(-50);
        assertFalse(rig.feed.isOpen());
        EventListener listener = listen(EnumSet.of(EventKind.ADAPTER));
        rig.heard(-50);
        rig.adapter(new AdapterStatus.Missing(StatusRig.PORT));
        assertTrue(await(1).get(0).contains("\"state\":\"absent\""));
        control.submit(() -> rig.feed.remove(listener)).get();
        assertFalse(rig.feed.isOpen());
        assertEquals(1, client.lines().size());
    }

    @Test
    void aClientThatDoesNotReadIsToldAtTheGapHowMuchItLost() throws Exception {
        client.reads = false;
        listen(EnumSet.of(EventKind.SIGHTING));
        for (int i = 0; i < 30; i++) {
            rig.heard(-50);
        }
        Await.until("the queue is drained", () -> rig.feed.isEmpty());
        control.submit(() -> {}).get(); // what was drained has been distributed
        assertEquals(List.of(), client.lines());
        client.reads = true;
        assertEquals(List.of("{\"event\":\"lost\",\"time\":\"2026-11-30T08:00:00Z\",\"count\":30}"), await(1));
        rig.heard(-42);
        assertTrue(await(2).get(1).contains("\"rssi\":-42"), client.lines().toString());
    }

    @Test
    void whatFindsTheQueueFullIsLostToThoseWhoAskedForIt() throws Exception {
        EventListener listener = listen(EnumSet.of(EventKind.SIGHTING));
        List<Long> counts = new ArrayList<>();
        control.submit(
                        () -> { // the control thread is busy meanwhile
                            for (int i = 0; i < DrainedQueue.WAITING + 5; i++) {
                                rig.heard(-50);
                            }
                            rig.feed.configChanged(List.of("x"), rig.now);
                            counts.add(rig.feed.lost(EnumSet.of(EventKind.SIGHTING)));
                            counts.add(rig.feed.lost(EnumSet.of(EventKind.CONFIG)));
                        })
                .get();
        assertEquals(List.of(5L, 1L), counts, listener.toString());
        List<String> lines = await(DrainedQueue.WAITING + 1);
        assertTrue(lines.get(DrainedQueue.WAITING).endsWith("\"count\":5}"), lines.get(DrainedQueue.WAITING));
    }

    @Test
    void readersThatComeChangeAndGo() throws Exception {
        listen(EnumSet.of(EventKind.READER));
        ScriptedReaders readers = new ScriptedReaders();
        rig.book.readers(readers.with(true));
        rig.book.readers(readers.with(true));
        rig.book.readers(readers.with(false));
        List<String> lines = await(2);
        String at = "{\"event\":\"reader\",\"time\":\"2026-11-30T08:00:00Z\",\"name\":\"R\",";
        assertEquals(
                List.of(at + "\"state\":\"card\",\"watched\":true}", at + "\"state\":\"gone\",\"watched\":true}"),
                lines);
    }

    @Test
    void theKindsAreAListOfKnownWords() throws Exception {
        assertEquals(EnumSet.allOf(EventKind.class), EventKind.parse(Optional.empty()));
        assertEquals(EnumSet.of(EventKind.LINK, EventKind.INTENT), EventKind.parse(Optional.of("link,intent")));
        for (String wrong : List.of("", "tap", "link,", "LINK")) {
            String text = assertThrows(BadRequest.class, () -> EventKind.parse(Optional.of(wrong)))
                    .getMessage();
            assertTrue(text.endsWith("allowed: sighting, presence, intent, adapter, reader, link, config"), text);
        }
    }
}
