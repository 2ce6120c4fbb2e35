package nbe.e2e;

import static nbe.testing.Pcscd.LEFT;
import static nbe.testing.Pcscd.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import nbe.testing.Await;
import nbe.testing.Pcscd;
import nbe.testing.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real program on the real service, by the binding that is not the default: asked for, and where JNA cannot be loaded. */
@Timeout(300)
class BindingIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Pcscd service = new Pcscd(Path.of("target", "pcscd.log"));

    @BeforeEach
    void startService() throws IOException, InterruptedException {
        Pcscd.require();
        service.start();
    }

    @AfterEach
    void endService() {
        service.close();
    }

    private Program run(List<String> options, String nfc) throws IOException {
        Path config = Files.writeString(folder.resolve("nbe.toml"), """
                agent_url = "ws://127.0.0.1:9/"
                ble.enabled = false
                control.socket = "c.sock"
                """ + nfc);
        List<String> jar = List.of("-jar", NbeProgram.JAR.toString());
        return NbeProgram.start(
                List.of(), Stream.concat(options.stream(), jar.stream()).toList(), "run", "-c", config.toString());
    }

    private static void awaitLine(Program daemon, int count, String text) {
        Await.until(
                LONG,
                () -> count + " × " + text + " in " + daemon.err(),
                () -> daemon.err().stream().filter(line -> line.contains(text)).count() >= count);
    }

    private JsonNode status() {
        try (Program status = NbeProgram.start(
                "status", "--json", "-c", folder.resolve("nbe.toml").toString())) {
            status.awaitEnd(LONG);
            return JsonMapper.shared().readTree(String.join("\n", status.out()));
        }
    }

    private void awaitServiceUsedAgain(Program daemon) throws IOException, InterruptedException {
        awaitLine(daemon, 1, "reader " + RIGHT + " arrived");
        service.kill();
        awaitLine(daemon, 1, "PC/SC service down");
        service.start();
        awaitLine(daemon, 2, "reader " + RIGHT + " arrived");
    }

    @Test
    void smartcardioIsNoWarningAndAnEntryThatMatchesNoReaderIsOneAlsoAfterAReload() throws Exception {
        try (Program daemon = run(List.of(), "nfc.binding = \"smartcardio\"\nnfc.readers = [\"omnikey\", \"PCD\"]\n")) {
            awaitServiceUsedAgain(daemon);
            awaitLine(
                    daemon, 1, "WARN pcsc \"omnikey\" of [nfc] readers is part of no reader's name: there are " + LEFT);
            JsonNode status = status();
            assertEquals("smartcardio", status.at("/nfc/binding").asString());
            assertEquals(1, status.get("warnings").size(), status::toString);
            assertEquals(
                    "\"omnikey\" of [nfc] readers is part of no reader's name",
                    status.at("/warnings/0/text").asString());
            try (Program reload =
                    NbeProgram.start("reload", "-c", folder.resolve("nbe.toml").toString())) {
                assertEquals(0, reload.awaitEnd(LONG));
            }
            awaitLine(daemon, 2, "WARN pcsc \"omnikey\" of [nfc] readers is part of no reader's name");
        }
    }

    @Test
    void withoutJnaTheRuntimesOwnProviderStandsInAndThatIsSaid() throws Exception {
        String nowhere = Files.createDirectory(folder.resolve("empty")).toString();
        List<String> withoutJna =
                List.of("-Dnbe.native.dir=" + nowhere, "-Djna.boot.library.path=" + nowhere, "-Djna.nosys=true");
        try (Program daemon = run(withoutJna, "")) {
            awaitServiceUsedAgain(daemon);
            awaitLine(daemon, 1, "WARN pcsc PC/SC goes through javax.smartcardio");
            JsonNode status = status();
            assertEquals("smartcardio", status.at("/nfc/binding").asString());
            String warning = status.at("/warnings/0/text").asString();
            assertTrue(warning.contains("JNA native support"), warning);
        }
    }
}
