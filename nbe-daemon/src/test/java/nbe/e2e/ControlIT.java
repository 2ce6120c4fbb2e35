package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.Status;
import nbe.simulator.band.VirtualBand;
import nbe.testing.Await;
import nbe.testing.Folders;
import nbe.testing.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real program is asked at its control socket: by curl, by another account, by clients that do not read. */
@Timeout(180)
class ControlIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String BAND = "C2:FA:D7:F0:D7:96";

    @RegisterExtension
    final Chain chain = new Chain();

    private Path folder;
    private Path socket;

    @BeforeEach
    void place() throws IOException {
        folder = Files.createTempDirectory("nbe-control");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // others may pass
        socket = folder.resolve("control.sock");
        chain.configure("control.socket", Chain.quoted(socket.toString()));
    }

    @AfterEach
    void clean() {
        Folders.delete(folder);
    }

    private String curl(List<String> account, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(account);
        command.addAll(List.of("curl", "-sS", "-w", " %{http_code}", "--unix-socket", socket.toString()));
        command.addAll(List.of(arguments));
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return curl.waitFor() + " " + text;
    }

    private String curl(String... arguments) throws Exception {
        return curl(List.of(), arguments);
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private Status status() throws IOException, InterruptedException {
        try (ControlClient client = new ControlClient(socket)) {
            return client.status();
        }
    }

    @Test
    void curlIsAClientAndEveryErrorSaysWhatIsAllowed() throws Exception {
        assumeTrue(isThere("curl"), "curl is not installed");
        chain.programReady();
        String status = curl("http://nbe/v1/status");
        assertTrue(status.startsWith("0 {\"version\":\""), status);
        assertTrue(status.endsWith(" 200"), status);
        assertEquals(
                "0 {\"error\":\"there is no /v1/taps; there are ",
                curl("http://nbe/v1/taps").split("/v1/status")[0]);
        assertTrue(curl("-X", "POST", "http://nbe/v1/status").endsWith("allowed: GET, HEAD\"} 405"));
        assertTrue(curl("http://nbe/v1/status?x=1").endsWith("allowed: none\"} 400"));
        assertTrue(curl("http://nbe/v1/events?kinds=taps").endsWith("link, config\"} 400"));
        assertTrue(curl("--data-binary", "@" + NbeProgram.JAR, "-X", "PUT", "http://nbe/v1/log-level")
                .endsWith(" 413"));
        assertTrue(curl("http://nbe/" + "x".repeat(70_000)).endsWith(" 414"));
    }

    @Test
    void theStatusAndTheEventsFollowWhatHappens() throws Exception {
        VirtualBand band = chain.band(BAND);
        Program program = chain.programReady();
        chain.awaitFrame(LONG, "the band is present", message -> message.isPresence(BAND, "weak"));
        Status status = status();
        assertEquals(BAND, status.bands().get(0).device());
        assertEquals(program.pid(), status.pid());
        assertEquals(AgentRow.State.CONNECTED, status.agent().state());
        assertEquals(AdapterRow.State.SCANNING, status.adapters().get(0).state());
        assertEquals(
                "00:07:80", status.adapters().get(0).address().orElseThrow().substring(0, 8));
        assertEquals(List.of(), status.problems(), status.toString());
        try (ControlClient client = new ControlClient(socket);
                ControlAnswer events = client.get("/v1/events?kinds=intent,adapter");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            chain.tap(band, Duration.ofMillis(1500));
            String intent = lines.readLine();
            assertTrue(
                    intent.startsWith("{\"event\":\"intent\",\"device\":\"" + BAND + "\",\"type\":\"BLE\","), intent);
            assertEquals(
                    "BLE", status().bands().get(0).lastIntent().orElseThrow().type());
            assertEquals(1, status().counters().get("intents_ble"));
            chain.dongle().unplug();
            String adapter = lines.readLine();
            assertTrue(adapter.contains("\"state\":\"recovering\""), adapter);
            adapter = lines.readLine();
            assertTrue(adapter.contains("\"state\":\"absent\""), adapter);
        }
        assertEquals("adapter", status().problems().get(0).subject());
        assertEquals(1, status().problems().size(), "the cause, not what follows from it: " + status().problems());
    }

    private boolean answers() {
        try {
            return status().problems().isEmpty();
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anotherAccountIsRefusedAndOneOfTheGroupIsNot() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can be another account");
        assumeTrue(isThere("curl") && isThere("setpriv"), "curl or setpriv is not installed");
        chain.programReady();
        String nobody =
                curl(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), "http://nbe/v1/status");
        assertTrue(nobody.startsWith("7 "), nobody);
        String member =
                curl(List.of("setpriv", "--reuid=65534", "--regid=65534", "--groups=0"), "http://nbe/v1/status");
        assertTrue(member.endsWith(" 200"), member);
    }

    @Test
    void theSocketOfAKilledDaemonIsTakenOverAndAtAStopItIsGone() throws Exception {
        Program killed = chain.programReady();
        killed.kill();
        assertTrue(Files.exists(socket), "a killed daemon leaves it behind");
        Program next = chain.program();
        Await.until(
                LONG,
                "the next one answers",
                () -> next.err().stream().anyMatch(line -> line.contains("can be asked at " + socket)));
        assertEquals(next.pid(), status().pid());
        next.signal("TERM");
        assertEquals(0, next.awaitEnd(LONG));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void sixteenClientsThatDoNotReadCostNoTapAndAreToldWhatTheyLost() throws Exception {
        VirtualBand band = chain.band(BAND);
        for (int i = 0; i < 60; i++) {
            chain.band(String.format("C2:FA:D7:00:00:%02X", i));
        }
        Program program = chain.programReady();
        List<SocketChannel> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                client.write(ByteBuffer.wrap(
                        "GET /v1/events HTTP/1.1\r\nHost: nbe\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
                deaf.add(client);
            }
            try (ControlClient oneMore = new ControlClient(socket);
                    ControlAnswer answer = oneMore.get("/v1/status")) {
                assertEquals(503, answer.status());
            }
            for (int i = 0; i < 3; i++) {
                chain.tap(band, Duration.ofMillis(1500));
                int taps = i + 1;
                Await.until(LONG, "tap " + taps, () -> chain.intents().size() >= taps);
                Await.until(LONG, "the band is away again", () -> chain.metres(band) > Chain.AWAY / 2);
                chain.noIntentAfter(taps, Duration.ofMillis(1500), "a second tap of one");
            }
            assertEquals(3, chain.intents().size());
            assertTrue(losesAtLast(deaf.get(0)), "a line says what was lost");
            assertTrue(program.isAlive());
        } finally {
            for (SocketChannel client : deaf) {
                client.close();
            }
        }
        Await.until(LONG, "a place is free again", this::answers);
    }

    private static boolean losesAtLast(SocketChannel client) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"event\":\"lost\"")) {
                    return true;
                }
            }
        }
        return false;
    }
}
