package nbe.referenceagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.Test;

/**
 * The official Phoenix client from npm against the reference agent, so that neither end of our Phoenix channels is tested against
 * ourselves only. Needs {@code node} (18 or newer) and {@code npm}, and npm's registry or cache for the two packages that are
 * pinned in {@code src/test/phoenix}; without them it is skipped, with {@code -Dnbe.it.phoenix=require} it fails, with
 * {@code skip} it does not try.
 */
class PhoenixClientIT {
    private static final String CHOICE = System.getProperty("nbe.it.phoenix", "");
    private static final Path SOURCE = Path.of("src", "test", "phoenix");
    private static final Path WORK = Path.of("target", "phoenix");
    private static final long PATIENCE_S = 60;
    /** For a registry to answer at all. */
    private static final long REGISTRY_S = 5;

    private static final String BAND = "C2:FA:D7:F0:D7:96";

    private record Ended(int status, List<String> lines) {}

    private static Ended run(long seconds, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(WORK, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        return new Ended(ended ? process.exitValue() : -1, lines);
    }

    private static void needs(boolean there, String what) {
        if (CHOICE.equals("require")) {
            assertTrue(there, what);
        }
        assumeTrue(there, "the official Phoenix client is not tried: " + what);
    }

    private static Ended ci(String more) throws IOException, InterruptedException {
        return run(PATIENCE_S, "npm", "ci", more, "--ignore-scripts", "--no-audit", "--no-fund");
    }

    /** Fetches what package-lock.json pins, and nothing else. */
    private static void install() throws IOException, InterruptedException {
        needs(!CHOICE.equals("skip"), "-Dnbe.it.phoenix=skip");
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "session.mjs")) {
            Files.write(WORK.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
        }
        try {
            Ended node = run(PATIENCE_S, "node", "--version");
            String version = node.lines().isEmpty() ? "" : node.lines().get(0);
            needs(version.matches("v(1[89]|[2-9]\\d).*"), "node is " + version + ", it must be 18 or newer");
            if (ci("--offline").status() != 0) {
                Ended registry = run(REGISTRY_S, "npm", "ping", "--fetch-retries=0");
                needs(registry.status() == 0, "npm's cache lacks it, and its registry does not answer in 5 s");
                Ended npm = ci("--prefer-offline");
                needs(npm.status() == 0, "npm ci failed: " + String.join(" / ", npm.lines()));
            }
        } catch (IOException e) {
            needs(false, "node or npm is missing: " + e.getMessage());
        }
    }

    @Test
    void theOfficialClientJoinsSpeaksAndLeavesAsItWouldWithPhoenix() throws Exception {
        install();
        try (ReferenceAgent agent = Running.agent();
                WebSocketClient nea = Running.nea(agent)) {
            nea.ask("subscribe_endpoint", "s", "{\"endpoint_id\":\"desk-7\"}");
            assertEquals(List.of("subscribe_endpoint 0", "error 5100"), nea.next(2));
            String url = "ws://127.0.0.1:" + agent.endpointsPort() + "/socket";
            Ended session = run(PATIENCE_S, "node", "session.mjs", url);
            System.out.println(String.join(System.lineSeparator(), session.lines()));
            assertEquals(0, session.status(), session.lines()::toString);
            assertEquals("done", session.lines().get(session.lines().size() - 1));
            assertEquals(List.of("ble_ready 0", "presence " + BAND + " weak", "intent 0", "error 5100"), nea.next(4));
            List<String> rest = new ArrayList<>(nea.next(1));
            assertEquals(List.of("presence " + BAND + " absent"), rest);
        }
    }
}
