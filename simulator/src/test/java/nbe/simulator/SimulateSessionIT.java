package nbe.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.NamedAir;
import nbe.simulator.air.RadioModel;
import nbe.simulator.dongle.SerialHost;
import nbe.simulator.scene.SceneEvent;
import nbe.simulator.scene.Scenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(30)
class SimulateSessionIT {
    private static final Pattern PORT = Pattern.compile("^port (/\\S+)$", Pattern.MULTILINE);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static String text(ByteArrayOutputStream stream) {
        synchronized (stream) {
            return stream.toString(StandardCharsets.UTF_8);
        }
    }

    private int run(SimulateOptions options) {
        return SimulateSession.run(options, new PrintStream(out, true), new PrintStream(err, true));
    }

    private Path awaitPort() {
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end) {
            Matcher matcher = PORT.matcher(text(out));
            if (matcher.find() && text(out).contains("bob")) {
                return Path.of(matcher.group(1));
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new AssertionError("no port in: " + text(out));
    }

    @Test
    void anyHostFindsAWeakBandWithinASecondOfScanning() throws Exception {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread session = new Thread(() -> status.complete(run(SimulateOptions.DEFAULT.withSeed(42))), "session");
        session.start();
        Path port = awaitPort();
        assertTrue(port.toString().startsWith("/dev/pts/"), port::toString);
        assertTrue(text(out).contains("seed 42\n"), () -> text(out));
        assertTrue(text(out).contains("band " + Scenes.ALICE + " alice\n"), () -> text(out));
        try (SerialHost host = SerialHost.open(port)) {
            host.ask(Command.SYSTEM_HELLO);
            host.ask(Command.SYSTEM_GET_INFO);
            host.ask(Command.GAP_END_PROCEDURE);
            host.observe();
            Optional<Packet> weak = host.find(
                    packet -> packet.is(Event.GAP_SCAN_RESPONSE)
                            && packet.octets("data").toString().endsWith("ffb201010700"),
                    1000);
            assertTrue(weak.isPresent());
            int rssi = weak.get().integer("rssi");
            assertTrue(rssi >= -103 && rssi <= -38, "rssi " + rssi);
            assertEquals(0, host.ask(Command.GAP_END_PROCEDURE).integer("result"));
        }
        session.interrupt();
        assertEquals(0, status.get(5, TimeUnit.SECONDS));
        assertEquals("", text(err));
    }

    @Test
    void theStoryIsToldAsItHappens() throws Exception {
        List<SceneEvent> told = Collections.synchronizedList(new ArrayList<>());
        SimulateOptions fast = new SimulateOptions(
                Optional.empty(),
                OptionalLong.of(1),
                Optional.empty(),
                Optional.of(NamedAir.VENDOR),
                3,
                OptionalDouble.of(50),
                40,
                true);
        try (SimulateSession session = SimulateSession.open(fast, told::add)) {
            long end = System.nanoTime() + 10_000_000_000L;
            while (told.size() < 12 && System.nanoTime() < end) {
                LockSupport.parkNanos(2_000_000);
            }
            assertEquals(5, session.scene().bands().size());
            assertEquals(50, session.scene().foreignAdvertsPerSecond());
            assertEquals(RadioModel.VENDOR, session.scene().radio());
        }
        List<SceneEvent.Kind> expected = new ArrayList<>();
        Scenes.worker().events().forEach(event -> expected.add(event.kind()));
        Scenes.worker().events().forEach(event -> expected.add(event.kind()));
        assertEquals(
                expected.subList(0, 12),
                told.subList(0, 12).stream().map(SceneEvent::kind).toList());
    }

    @Test
    void aWrongSceneFileIsExit78WithItsPosition() throws IOException {
        Path file = Files.writeString(directory.resolve("scene.toml"), "lop = 3\n");
        SimulateOptions options = new SimulateOptions(
                Optional.of(file),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                OptionalDouble.empty(),
                1,
                false);
        assertEquals(78, run(options));
        assertTrue(text(err).startsWith(file + ":1:1: unknown key 'lop'"), () -> text(err));
        assertEquals("", text(out));
    }

    @Test
    void aMissingSceneFileIsExit1() {
        SimulateOptions options = new SimulateOptions(
                Optional.of(directory.resolve("absent.toml")),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                OptionalDouble.empty(),
                1,
                false);
        assertEquals(1, run(options));
        assertTrue(text(err).contains("absent.toml"), () -> text(err));
    }

    @Test
    void anOptionOutOfRangeIsExit2() {
        SimulateOptions options = new SimulateOptions(
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                -1,
                OptionalDouble.empty(),
                1,
                false);
        assertEquals(2, run(options));
        assertTrue(text(err).contains("-1 bands"), () -> text(err));
    }
}
