package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Doctor and the service's status as the real program prints them, with a daemon that runs and without one. */
@Timeout(300)
class DoctorIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private String config;

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(folder.resolve("nbe.toml"), """
                agent_url = "ws://127.0.0.1:9/socket/websocket"
                [ble]
                enabled = false
                [nfc]
                enabled = false
                [control]
                socket = "c.sock"
                """).toString();
    }

    private record Ran(int status, List<String> out) {
        JsonNode json() {
            return JSON.readTree(String.join("\n", out));
        }
    }

    private static Ran run(String... arguments) {
        try (Program program = NbeProgram.start(arguments)) {
            int status = program.awaitEnd(LONG);
            return new Ran(status, program.out());
        }
    }

    private static List<String> findings(JsonNode doctor) {
        List<String> lines = new ArrayList<>();
        doctor.get("findings")
                .forEach(one -> lines.add(one.get("grade").asString() + " "
                        + one.get("subject").asString() + " " + one.get("text").asString()));
        return lines;
    }

    @Test
    void withoutADaemonItProbesTheParts() {
        Ran ran = run("doctor", "--json", "-c", config);
        assertEquals(1, ran.status());
        List<String> findings = findings(ran.json());
        assertTrue(
                findings.stream().anyMatch(line -> line.matches("\\w+ daemon no daemon answers; tried .*")),
                findings.toString());
        assertTrue(findings.stream().anyMatch(line -> line.startsWith("wrong agent ")), findings.toString());
    }

    @Test
    void aDaemonThatRunsIsAskedFirstAndNothingIsSaidTwice() {
        try (Program daemon = NbeProgram.start("run", "-c", config)) {
            Await.until(LONG, "the socket", () -> Files.exists(folder.resolve("c.sock")));
            Await.until(
                    LONG,
                    "a refusal",
                    () -> daemon.err().stream().anyMatch(line -> line.contains("connection refused")));
            Ran ran = run("doctor", "--json", "-c", config);
            assertEquals(1, ran.status(), ran.out().toString());
            List<String> findings = findings(ran.json());
            assertTrue(findings.get(2).startsWith("ok daemon nbe "), findings.toString());
            assertTrue(findings.get(2).contains("; asked at " + folder.resolve("c.sock")), findings.toString());
            List<String> wrong =
                    findings.stream().filter(line -> line.startsWith("wrong ")).toList();
            assertEquals(1, wrong.size(), findings.toString());
            assertTrue(wrong.get(0).startsWith("wrong agent "), findings.toString());
        }
    }

    @Test
    void aWrongFileIsAFindingAndStatus78() throws IOException {
        Files.writeString(folder.resolve("nbe.toml"), "agent_url = \"ws://x/y\"\nrssi_tap_threshold = 5\n");
        Ran ran = run("doctor", "--json", "-c", config);
        assertEquals(78, ran.status());
        assertEquals(1, ran.json().get("wrong").asInt(), ran.out().toString());
    }

    @Test
    void theServicesStatusIsAnObjectAlsoWithoutAService() {
        Ran ran = run("service", "status", "--json");
        assertEquals(
                ran.status() == 0,
                ran.json().get("running").asBoolean(),
                ran.out().toString());
        assertEquals(6, ran.json().size(), ran.out().toString());
    }
}
