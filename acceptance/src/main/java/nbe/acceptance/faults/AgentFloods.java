package nbe.acceptance.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nbe.testing.Program;
import nbe.testing.RigFailure;
import nbe.testing.WebSocketClient;

/** Floods of the reference agent by clients that send too much or read nothing, while another endpoint taps. */
final class AgentFloods {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long BETWEEN_TAPS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int TAPS_AFTERWARDS = 20;
    private static final int LINES_SHOWN = 3;

    private static final int TEXTS = 800;
    private static final int TEXT_CHARS = 60_000;
    private static final int ENDPOINTS = 66;
    private static final int BANDS = 10_000;
    private static final int ENDPOINTS_AT_A_TIME = 6;
    private static final int NEAS = 100;
    private static final int UNREAD_MESSAGES = 300;

    private AgentFloods() {}

    static List<Fault> all() {
        return List.of(
                Fault.ofDongle(
                        "agent-texts",
                        "reference agent: an endpoint sends 800 messages of 60 kB of text",
                        (site, row) -> flood(site, row, AgentFloods::texts)),
                Fault.ofDongle(
                        "agent-bands",
                        "reference agent: 66 endpoints with 10,000 bands each",
                        (site, row) -> flood(site, row, AgentFloods::bands)),
                Fault.ofDongle(
                        "agent-unread",
                        "reference agent: 100 NEAs that do not read are sent 18 MB each",
                        (site, row) -> flood(site, row, AgentFloods::unread)));
    }

    /** Where the agent is. */
    private record Agent(HttpClient client, String endpoints, String webApi) {
        WebSocketClient endpoint(String id) {
            return WebSocketClient.open(client, endpoints)
                    .send("endpoint", "{\"endpoint_id\":\"" + id + "\",\"version\":\"0\",\"platform\":\"flood\"}")
                    .send("ble_ready", "{}");
        }
    }

    private interface Flood {
        /** Returns the connections; they stay open while the rig watches the agent. */
        List<WebSocketClient> run(Agent agent);
    }

    private static void flood(FaultSite site, FaultRow row, Flood flood) throws Exception {
        int port = freePort();
        int webApiPort = freePort();
        // It prints thousands of events a second; its log is on standard error.
        Program program = site.program(
                List.of("sh", "-c", "exec \"$@\" >/dev/null", "sh"),
                "agent",
                "--port",
                Integer.toString(port),
                "--webapi-port",
                Integer.toString(webApiPort));
        FaultSite.await(START_NANOS, "the agent listens", () -> listens(port) && listens(webApiPort));
        Agent agent = new Agent(
                HttpClient.newHttpClient(),
                "ws://127.0.0.1:" + port + "/socket/websocket",
                "ws://127.0.0.1:" + webApiPort + "/");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (FloodWitness witness = new FloodWitness(agent.client(), agent.endpoints(), agent.webApi())) {
            long end = FaultSite.now() + LONGEST_NANOS;
            Future<List<WebSocketClient>> under = other.submit(() -> flood.run(agent));
            while (!under.isDone() && program.isAlive() && FaultSite.now() < end) {
                witness.tap();
                FaultSite.pause(BETWEEN_TAPS_NANOS);
            }
            String outcome = outcome(under);
            row.reported("meanwhile " + witness);
            witness.startAnew();
            for (int i = 0; i < TAPS_AFTERWARDS && program.isAlive(); i++) {
                witness.tap();
            }
            row.reported("afterwards " + witness);
            row.again("the flood: " + outcome + "; the agent "
                    + (program.isAlive()
                            ? "goes on, at most " + mostResident(program) + " resident"
                            : "ended with status " + program.awaitEnd(Duration.ofSeconds(1))));
            row.log(log(program));
            row.doctor(List.of("(not asked)"));
            if (!program.isAlive() || !witness.allInTime()) {
                throw new RigFailure("the agent is to go on, and every tap afterwards to come within 1 s");
            }
        } finally {
            other.shutdownNow();
        }
    }

    private static String outcome(Future<List<WebSocketClient>> under) throws InterruptedException {
        if (!under.isDone()) {
            under.cancel(true);
            return "not taken within " + TimeUnit.NANOSECONDS.toSeconds(LONGEST_NANOS) + " s";
        }
        try {
            List<WebSocketClient> sockets = under.get();
            long open = sockets.stream()
                    .filter(socket -> !socket.socket().isOutputClosed())
                    .count();
            return "taken, " + open + " of " + sockets.size() + " connections open at its end";
        } catch (ExecutionException e) {
            return "broke off (" + e.getCause().getMessage() + ")";
        }
    }

    private static List<WebSocketClient> texts(Agent agent) {
        WebSocketClient endpoint = agent.endpoint("texts");
        String text =
                "\u2026" + "x".repeat(TEXT_CHARS); // one character that takes two bytes in memory makes all of them
        for (int i = 0; i < TEXTS; i++) {
            endpoint.send(
                    "intent", "{\"device\":\"" + FaultSite.BAND + "\",\"type\":\"BLE\",\"time\":\"" + text + "\"}");
        }
        return List.of(endpoint);
    }

    private static List<WebSocketClient> bands(Agent agent) {
        ExecutorService some = Executors.newFixedThreadPool(ENDPOINTS_AT_A_TIME);
        try {
            List<Future<WebSocketClient>> all = IntStream.range(0, ENDPOINTS)
                    .mapToObj(number -> some.submit(() -> manyBands(agent, number)))
                    .toList();
            List<WebSocketClient> sockets = new ArrayList<>();
            for (Future<WebSocketClient> one : all) {
                sockets.add(one.get());
            }
            return sockets;
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException("the time was over", e);
        } finally {
            some.shutdownNow();
        }
    }

    private static WebSocketClient manyBands(Agent agent, int number) {
        WebSocketClient endpoint = agent.endpoint("bands-" + number);
        for (int band = 0; band < BANDS; band++) {
            String device = String.format("C0:00:%02X:%02X:%02X:00", number, band >> 8, band & 0xFF);
            endpoint.send(
                    "presence",
                    "{\"device\":\"" + device + "\",\"state\":\"weak\",\"proximity\":\"near\","
                            + "\"service_request_state\":0}");
        }
        return endpoint;
    }

    private static List<WebSocketClient> unread(Agent agent) {
        WebSocketClient endpoint = agent.endpoint("unread");
        List<WebSocketClient> neas = new ArrayList<>();
        for (int i = 0; i < NEAS; i++) {
            neas.add(WebSocketClient.openWithoutReading(agent.client(), agent.webApi())
                    .send("subscribe_endpoint", "{\"endpoint_id\":\"unread\"}"));
        }
        String text = "x".repeat(TEXT_CHARS);
        for (int i = 0; i < UNREAD_MESSAGES; i++) {
            endpoint.send(
                    "intent",
                    "{\"device\":\"" + FaultSite.BAND + "\",\"type\":\"BLE\",\"time\":\"t\",\"more\":\"" + text
                            + "\"}");
        }
        neas.add(endpoint);
        return neas;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String mostResident(Program program) throws IOException {
        Path status = Path.of("/proc", Long.toString(program.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                .findFirst()
                .orElse("?");
    }

    private static List<String> log(Program program) {
        return program.lines().stream()
                .filter(line -> !line.text().contains("JDK_JAVA_OPTIONS"))
                .map(line -> line.text()
                        .replaceFirst("^\\S+Z ", "")
                        .replaceAll("127\\.0\\.0\\.1:\\d+", "ADDRESS")
                        .replaceAll("bands-\\d+ has \\d+", "bands-N has N")
                        .replaceAll(" +", " "))
                .distinct()
                .limit(LINES_SHOWN)
                .toList();
    }
}
