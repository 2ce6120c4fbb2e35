package nbe.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nbe.testing.Await;
import nbe.testing.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    private static final byte[] CONTENT = TextFormat.PROMETHEUS.write(Samples.busy());

    @TempDir
    Path folder;

    private MetricsFile at(Path file) {
        return new MetricsFile(file, () -> CompletableFuture.completedFuture(Samples.busy()));
    }

    @Test
    void itIsThereForEverybodyAndAlone() throws IOException {
        Path path = folder.resolve("nbe.prom");
        Files.writeString(path, "of the last start");
        Files.writeString(folder.resolve("nbe.prom.tmp"), "of one that was killed");
        try (MetricsFile file = at(path)) {
            file.update();
            assertArrayEquals(CONTENT, Files.readAllBytes(path));
            assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            assertEquals(List.of(path), files());
        }
        assertEquals(List.of(), files(), "none that looks alive remains");
    }

    @Test
    void itIsWrittenByItselfOnceItIsStarted() {
        Path path = folder.resolve("nbe.prom");
        try (MetricsFile file = at(path)) {
            file.start();
            Await.until("the file", () -> Files.exists(path));
        }
    }

    @Test
    void aLinkIsReplacedAndNotFollowed() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "not ours");
        Path path = folder.resolve("nbe.prom");
        Files.createSymbolicLink(path, other);
        Files.createSymbolicLink(folder.resolve("nbe.prom.tmp"), other);
        try (MetricsFile file = at(path)) {
            file.update();
            assertFalse(Files.isSymbolicLink(path));
            assertEquals("not ours", Files.readString(other));
        }
    }

    @Test
    void aMissingFolderIsWarnedOfOnceAndItsReturnIsTold() throws IOException {
        Path later = folder.resolve("later");
        try (LogLines log = LogLines.of("metrics");
                MetricsFile file = at(later.resolve("nbe.prom"))) {
            file.update();
            file.update();
            assertEquals(1, log.lines().size(), log.lines().toString());
            assertTrue(
                    log.lines().get(0).contains("there is no folder " + later),
                    log.lines().toString());
            Files.createDirectory(later);
            file.update();
            assertEquals(2, log.lines().size(), log.lines().toString());
            assertTrue(
                    log.lines().get(1).contains("can be written again"),
                    log.lines().toString());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
