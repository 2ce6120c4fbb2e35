package nbe.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import nbe.base.Finding;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Surroundings;
import nbe.control.client.ControlClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip: what is in it, and what is masked. */
class SupportReportTest {
    private static final Instant WALL = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path root;

    private final List<String> progress = new ArrayList<>();

    @Test
    void whatWasSaidByOthersIsPrintable() throws Exception {
        Path zip = root.resolve("support.zip");
        SupportReport report = new SupportReport(WALL, progress::add);
        report.addFindings(List.of(() -> List.of(Finding.ok("readers", "ACS\u001B]0;x\u0007\n\u202Etxt: no card"))));
        report.addVersions(List.of("nbe\u009B31m 1"));
        report.write(zip, WALL);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)));
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertEquals(
                    "ok      readers       ACS\\u001B]0;x\\u0007\\n\\u202Etxt: no card\n", text(file, "doctor.txt"));
            assertEquals("nbe\\u009B31m 1\n", text(file, "versions.txt"));
        }
        assertEquals("versions      nbe\\u009B31m 1", progress.get(1));
    }

    @Test
    void theZipHasEveryPartAndNoSecret() throws Exception {
        Path log = root.resolve("nbe.log");
        Files.writeString(log, "2026-11-22T10:00:00.000Z DEBUG endpoint UID 04A1B2C3D4E5F6 on ACS 0\n");
        Files.writeString(root.resolve("nbe.log.1"), "older\n");
        Path toml = Files.writeString(
                root.resolve("nbe.toml"),
                "agent_url = \"ws://127.0.0.1:9/socket?token=secret\"\n[log]\nfile = '" + log + "'\n");
        ConfigReading reading =
                new ConfigReader(new Surroundings(Map.of(), List.of(), () -> "desk-7")).read(Optional.of(toml));
        Path zip = root.resolve("support.zip");
        SupportReport report = new SupportReport(WALL, progress::add);
        report.addVersions(List.of("nbe 1.2.3", "Java 25"));
        report.addConfiguration(reading);
        report.addNotRunning("no daemon answers");
        report.addLog(reading.settings().orElseThrow());
        report.addFindings(List.of(() -> List.of(Finding.wrong("adapter", "COM5: held by nbe", "stop the daemon"))));
        report.write(zip, WALL);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertEquals(
                    List.of(
                            "README.txt",
                            "versions.txt",
                            "configuration.txt",
                            "traffic/none.txt",
                            "log/nbe.log",
                            "log/nbe.log.1",
                            "doctor.txt"),
                    file.stream().map(Object::toString).toList());
            StringBuilder all = new StringBuilder();
            for (var entries = file.entries(); entries.hasMoreElements(); ) {
                all.append(
                        new String(file.getInputStream(entries.nextElement()).readAllBytes(), StandardCharsets.UTF_8));
            }
            assertFalse(all.toString().contains("secret"), all.toString());
            assertFalse(all.toString().contains("04A1B2C3D4"), all.toString());
            assertTrue(
                    all.toString().contains("wrong   adapter       COM5: held by nbe; stop the daemon"),
                    all.toString());
        }
        assertEquals(5, progress.size(), progress.toString());
        assertEquals("log           " + log + ", 2 files, 0 kB", progress.get(3));
    }

    @Test
    void ofADaemonThatDoesNotAnswerEachPartHasTheReason() throws Exception {
        Path zip = root.resolve("support.zip");
        SupportReport report = new SupportReport(WALL, progress::add);
        try (ControlClient nobody = new ControlClient(root.resolve("gone.sock"))) {
            report.addRunning(nobody);
        }
        report.write(zip, WALL);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (String part : List.of("status.json", "traffic/sightings.csv", "traffic/events.txt", "scan.json")) {
                assertTrue(text(file, part).startsWith("the daemon at " + root.resolve("gone.sock")), part);
            }
        }
        assertEquals(4, progress.size(), progress.toString());
    }

    private static String text(ZipFile file, String name) throws IOException {
        return new String(file.getInputStream(file.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
