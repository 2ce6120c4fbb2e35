package nbe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nbe.simulator.scene.Scenes;

/** The file with the demo's users, which the reference agent reads; {@link #close} deletes it. */
final class DemoUsers implements AutoCloseable {
    /** UID of the virtual card that taps in the demo. */
    static final String ALICES_CARD = "04A1B2C3D4E5F6";

    private final Path file;

    private DemoUsers(Path file) {
        this.file = file;
    }

    static DemoUsers write() throws IOException {
        Path file = Files.createTempFile("nbe-demo-users-", ".toml");
        Files.writeString(
                file,
                user(Scenes.ALICE.toString(), ALICES_CARD, "alice")
                        + user(Scenes.BOB.toString(), "04B0B0B0B0B0B0", "bob"),
                StandardCharsets.UTF_8);
        return new DemoUsers(file);
    }

    private static String user(String band, String card, String name) {
        return """
                [[band]]
                NymiBandID = "%s"
                NfcUID = "%s"
                Domain = "DEMO"
                Username = "%s"
                UserStatus = "Active"

                """.formatted(band, card, name);
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
