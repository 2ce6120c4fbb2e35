package nbe.cli.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import nbe.control.client.ControlClient;
import nbe.control.net.ControlLoop;
import nbe.control.net.ControlServer;
import nbe.control.net.ReplyStream;
import nbe.control.net.Route;
import nbe.doctor.RunningDaemons;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording's source at a real control socket, behind which a test plays the daemon. */
@Timeout(60)
class DaemonSourceTest implements RecordingSource.Sink {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long NOW = 5_000_000_000L;

    @TempDir
    private Path folder;

    private final ControlLoop loop = new ControlLoop();
    private final CompletableFuture<ReplyStream> stream = new CompletableFuture<>();
    private final List<String> queries = Collections.synchronizedList(new ArrayList<>());
    private final List<Sighting> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private ControlServer server;
    private ControlClient client;
    private DaemonSource source;

    @BeforeEach
    void listen() throws Exception {
        Path socket = folder.resolve("c.sock");
        server = ControlServer.open(
                socket,
                List.of(Route.get("/v1/events", (request, reply) -> {
                    queries.add(request.parameter("kinds").orElse(""));
                    stream.complete(reply.stream("application/x-ndjson"));
                })),
                loop);
        client = new ControlClient(socket);
        source = new DaemonSource(client, RunningDaemons.well(), () -> NOW);
    }

    @AfterEach
    void close() {
        source.stop();
        client.close();
        server.close();
        loop.close();
    }

    @Override
    public void heard(Sighting sighting) {
        heard.add(sighting);
    }

    @Override
    public void noted(long atNanos, int adapter, String port, boolean scans, boolean forget, String what) {
        said.add(atNanos + " " + adapter + " " + port + " " + scans + " " + forget + " " + what);
    }

    @Override
    public void lost(long count) {
        said.add("lost " + count);
    }

    @Override
    public void ended(String why) {
        said.add("ended: " + why);
    }

    private void send(String line) throws Exception {
        ReplyStream to = stream.get();
        loop.executor().execute(() -> to.write((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private void await(String text) {
        Await.until(LONG, text, () -> said.contains(text));
    }

    @Test
    void sightingsKeepTheirDistancesFlagsAndAdapters() throws Exception {
        source.start(this);
        await("5000000000 0 /dev/ttyACM0 true true scans: firmware 1.3.2-122, address 00:07:80:5A:1B:21");
        assertEquals(List.of("sighting,adapter"), queries);
        send(
                "{\"event\":\"sighting\",\"time\":\"2026-11-30T08:00:00.000Z\",\"device\":\"C2:FA:D7:F0:D7:96\",\"rssi\":-41,"
                        + "\"adapter\":\"/dev/ttyACM0\",\"adapter_number\":0,\"flags\":7,\"service_request_state\":3,\"at_ns\":-900}");
        send(
                "{\"event\":\"sighting\",\"time\":\"2026-11-30T08:00:00.000Z\",\"device\":\"C2:FA:D7:F0:D7:97\",\"rssi\":-61,"
                        + "\"adapter\":\"/dev/ttyACM1\",\"adapter_number\":1,\"flags\":1,\"service_request_state\":0,\"at_ns\":1234567}");
        send(
                "{\"event\":\"sighting\",\"time\":\"2026-11-30T08:00:00.000Z\",\"device\":\"C2:FA:D7:F0:D7:97\",\"rssi\":null,"
                        + "\"adapter\":\"/dev/ttyACM1\",\"adapter_number\":1,\"flags\":1,\"service_request_state\":0,\"at_ns\":1234568}");
        Await.until(LONG, "three sightings", () -> heard.size() == 3);
        assertFalse(heard.get(2).rssiKnown());
        assertEquals(Sighting.of(BandAddress.parse("C2:FA:D7:F0:D7:96"), -41, 7, 3, NOW, 0), heard.get(0));
        assertEquals(Sighting.of(BandAddress.parse("C2:FA:D7:F0:D7:97"), -61, 1, 0, NOW + 1_235_467, 1), heard.get(1));
    }

    @Test
    void adaptersAndGapsAreNoted() throws Exception {
        source.start(this);
        send(
                "{\"event\":\"adapter\",\"time\":\"2026-11-30T08:00:00.000Z\",\"port\":\"/dev/ttyACM0\",\"state\":\"failed\","
                        + "\"problem\":\"it does not answer\",\"firmware\":null,\"address\":null,\"advertisements_per_s\":0,\"adapter_number\":0,\"at_ns\":70}");
        await("5000000000 0 /dev/ttyACM0 false false it does not answer");
        send(
                "{\"event\":\"adapter\",\"time\":\"2026-11-30T08:00:00.000Z\",\"port\":\"/dev/ttyACM0\",\"state\":\"scanning\","
                        + "\"problem\":null,\"firmware\":null,\"address\":null,\"advertisements_per_s\":0,\"adapter_number\":0,"
                        + "\"at_ns\":75,\"stalled\":true}");
        await("5000000005 0 /dev/ttyACM0 false true stood still");
        send("{\"event\":\"lost\",\"time\":\"2026-11-30T08:00:00.000Z\",\"count\":12}");
        await("lost 12");
    }

    @Test
    void theEndOfTheDaemonIsTheEndOfTheSource() throws Exception {
        source.start(this);
        ReplyStream to = stream.get();
        loop.executor().execute(to::end);
        await("ended: the daemon has ended");
    }

    @Test
    void aDaemonThatCannotBeAskedEndsItAtOnce() throws Exception {
        server.close();
        source.start(this);
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("ended: the daemon at " + client.socket()), said.get(0));
    }

    @Test
    void aStopIsNoEnd() throws Exception {
        source.start(this);
        stream.get();
        source.stop();
        assertEquals(1, said.size(), said.toString());
    }
}
