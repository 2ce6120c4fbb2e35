package nbe.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import nbe.base.Finding;
import nbe.base.Pause;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Surroundings;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asking and answering through a real folder, and the zip. */
@Timeout(30)
final class SupportIT {
    private static final long NOW = TimeUnit.HOURS.toNanos(7);
    private static final Instant WALL = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path root;

    private final RecentTraffic traffic = new RecentTraffic();
    private final List<String> progress = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createDirectory(root.resolve("logs"));
        traffic.heard(new Sighting(
                BandAddress.parse("C2:FA:D7:F0:D7:96"), -42, true, true, true, 0, NOW - 2_000_000_000L, 0));
        traffic.event(NOW - 1_000_000_000L, "to the agent: {\"nfc_uid\":\"04A1B2C3D4E5F6\"}");
    }

    private TrafficResponder desk() throws IOException {
        return TrafficResponder.open(folder, traffic, "1.2.3", () -> NOW, InstantSource.fixed(WALL));
    }

    @Test
    void aRunningDaemonAnswersWithWhatItHeardAndDid() throws Exception {
        try (TrafficResponder desk = desk()) {
            Map<String, byte[]> answer = new TrafficRequest(folder, Pause.REAL).fetch();
            String sightings = new String(answer.get("sightings.csv"), StandardCharsets.UTF_8);
            assertTrue(sightings.startsWith("# nbe recording 1\n"), sightings);
            assertTrue(sightings.contains("\n# started 2026-11-22T09:59:58Z\n"), sightings);
            assertTrue(sightings.endsWith("\n0.000000,C2:FA:D7:F0:D7:96,-42,7,0,0\n"), sightings);
            assertEquals(
                    "2026-11-22T09:59:59Z to the agent: {\"nfc_uid\":\"…E5F6\"}\n",
                    new String(answer.get("events.txt"), StandardCharsets.UTF_8));
        }
    }

    @Test
    void afterwardsNothingIsLeftInTheFolder() throws Exception {
        try (TrafficResponder desk = desk()) {
            new TrafficRequest(folder, Pause.REAL).fetch();
            new TrafficRequest(folder, Pause.REAL).fetch();
            try (var files = Files.list(folder)) {
                assertEquals(List.of(), files.toList());
            }
        }
    }

    @Test
    void aRequestFromBeforeTheStartIsAnswered() throws Exception {
        Files.createFile(folder.resolve(SupportFolder.REQUEST));
        try (TrafficResponder desk = desk()) {
            while (Files.exists(folder.resolve(SupportFolder.REQUEST))) {
                Pause.REAL.millis(10);
            }
            for (String name : List.of(SupportFolder.SIGHTINGS, SupportFolder.EVENTS)) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))),
                        name);
            }
        }
    }

    @Test
    void withoutADaemonTheRequestIsTakenBack() {
        TrafficRequest.NoAnswer none =
                assertThrows(TrafficRequest.NoAnswer.class, () -> new TrafficRequest(folder, millis -> {}).fetch());
        assertTrue(none.getMessage().contains("did not answer"), none.getMessage());
        assertFalse(Files.exists(folder.resolve(SupportFolder.REQUEST)));
    }

    @Test
    void theDaemonWritesThroughNoLink() throws Exception {
        Path victim = Files.writeString(root.resolve("victim"), "untouched");
        Files.createSymbolicLink(folder.resolve(SupportFolder.EVENTS + ".new"), victim);
        Files.createSymbolicLink(folder.resolve(SupportFolder.EVENTS), victim);
        try (TrafficResponder desk = desk()) {
            new TrafficRequest(folder, Pause.REAL).fetch();
            assertEquals("untouched", Files.readString(victim));
        }
    }

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

    private static String text(ZipFile file, String name) throws IOException {
        return new String(file.getInputStream(file.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whoAsksReadsThroughNoLink() throws Exception {
        Path secret = Files.writeString(root.resolve("secret"), "only for root");
        Files.createSymbolicLink(folder.resolve(SupportFolder.SIGHTINGS), secret);
        TrafficRequest asking =
                new TrafficRequest(folder, millis -> deleteIfExists(folder.resolve(SupportFolder.REQUEST)));
        assertThrows(TrafficRequest.NoAnswer.class, asking::fetch);
        assertEquals("only for root", Files.readString(secret));
    }

    @Test
    void theZipHasEveryPartAndNoSecret() throws Exception {
        Path log = folder.resolve("nbe.log");
        Files.writeString(log, "2026-11-22T10:00:00.000Z DEBUG endpoint UID 04A1B2C3D4E5F6 on ACS 0\n");
        Files.writeString(folder.resolve("nbe.log.1"), "older\n");
        Path toml = Files.writeString(
                root.resolve("nbe.toml"),
                "agent_url = \"ws://127.0.0.1:9/socket?token=secret\"\n[log]\nfile = '" + log + "'\n");
        ConfigReading reading =
                new ConfigReader(new Surroundings(Map.of(), List.of(), () -> "desk-7")).read(Optional.of(toml));
        Path zip = root.resolve("support.zip");
        try (TrafficResponder desk = desk()) {
            SupportReport report = new SupportReport(WALL, progress::add);
            report.addVersions(List.of("nbe 1.2.3", "Java 25"));
            report.addConfiguration(reading);
            report.addTraffic(reading.settings().orElseThrow());
            report.addLog(reading.settings().orElseThrow());
            report.addFindings(
                    List.of(() -> List.of(Finding.wrong("adapter", "COM5: held by nbe", "stop the daemon"))));
            report.write(zip, WALL);
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertEquals(
                    List.of(
                            "README.txt",
                            "versions.txt",
                            "configuration.txt",
                            "traffic/sightings.csv",
                            "traffic/events.txt",
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

    private static void deleteIfExists(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
