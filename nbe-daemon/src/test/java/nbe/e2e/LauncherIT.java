package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./nbe}, the launcher of a clone. */
class LauncherIT {
    @TempDir
    Path folder;

    /** As cron or a service starts it. */
    @Test
    void withoutALocaleAPathMayHaveLettersOutsideAscii() throws Exception {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "these tests run in a locale in which such a path cannot be made");
        Path office = Files.createDirectory(folder.resolve("B\u00fcro"));
        Path file = Files.writeString(
                office.resolve("nbe.toml"),
                "agent_url = \"ws://127.0.0.1:9/s\"\n[log]\nfile = '" + office.resolve("nbe.log") + "'\n");
        ProcessBuilder launcher =
                new ProcessBuilder("../nbe", "check", "-c", file.toString()).redirectErrorStream(true);
        launcher.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        launcher.environment().keySet().removeIf(name -> name.startsWith("NBE_") || name.startsWith("RSSI_"));
        Process process = launcher.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.startsWith("configuration file: " + file), said);
    }
}
