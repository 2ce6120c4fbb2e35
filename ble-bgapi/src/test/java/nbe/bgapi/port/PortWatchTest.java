package nbe.bgapi.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class PortWatchTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(15);
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(60);

    @TempDir
    Path root;

    private PortWatch watch;

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private void watchEveryPort(Path dev) {
        watch = PortWatch.everyPort(dev, System::nanoTime);
        assertTrue(watch.works());
    }

    private void watchNamed(Path port) {
        watch = PortWatch.named(List.of(port.toString()), System::nanoTime);
        assertTrue(watch.works());
    }

    /** Whatever a single change causes. */
    private void settle() throws InterruptedException {
        while (watch.await(SHORT)) {
            assertTrue(watch.works());
        }
    }

    private void told() throws InterruptedException {
        assertTrue(watch.await(LONG), "no change was told");
        assertTrue(watch.works());
    }

    private void notTold() throws InterruptedException {
        assertFalse(watch.await(SHORT), "a change of something else was told");
    }

    @Test
    void everyPortThatComesOrGoesIsToldAndNothingElse() throws IOException, InterruptedException {
        watchEveryPort(root);
        notTold();
        Files.createFile(root.resolve("ttyS4"));
        notTold();
        Path node = Files.createFile(root.resolve("ttyACM3"));
        told();
        Files.writeString(node, "written to, as a port is all day");
        notTold();
        Files.delete(node);
        told();
        notTold();
    }

    @Test
    void aNamedPortIsToldAndItsNeighboursAreNot() throws IOException, InterruptedException {
        watchNamed(root.resolve("ttyACM0"));
        Files.createFile(root.resolve("ttyACM1"));
        notTold();
        Files.createFile(root.resolve("ttyACM0"));
        told();
        notTold();
    }

    @Test
    void aFolderThatIsNotThereIsWaitedForAndMayGoAndComeBack() throws IOException, InterruptedException {
        Path folder = root.resolve("serial/by-id");
        watchNamed(folder.resolve("bled112"));
        for (int round = 0; round < 3; round++) {
            Files.createDirectory(root.resolve("serial"));
            told();
            Files.createDirectory(folder);
            told();
            settle();
            Path port = Files.createFile(folder.resolve("bled112"));
            told();
            settle();
            Files.delete(port);
            Files.delete(folder);
            Files.delete(root.resolve("serial"));
            told();
            settle();
        }
    }

    @Test
    void everyPortOfAFolderThatIsNotThereYetIsTold() throws IOException, InterruptedException {
        Path dev = root.resolve("dev");
        watchEveryPort(dev);
        Files.createDirectory(dev);
        told();
        settle();
        Files.createFile(dev.resolve("ttyACM0"));
        told();
    }

    @Test
    void aLinkIsToldWhenItMovesAndWhenItsTargetComesOrGoes() throws IOException, InterruptedException {
        Path pts = Files.createDirectory(root.resolve("pts"));
        Path links = Files.createDirectory(root.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("dongle"), Path.of("../pts/5"));
        watchNamed(link);
        Files.createFile(pts.resolve("4"));
        notTold();
        Files.createFile(pts.resolve("5"));
        told();
        settle();
        Files.delete(pts.resolve("5"));
        told();
        settle();
        Path fresh = Files.createSymbolicLink(links.resolve("fresh"), Path.of("../pts/6"));
        notTold();
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        told();
        settle();
        Files.createFile(pts.resolve("5"));
        notTold();
        Files.createFile(pts.resolve("6"));
        told();
    }

    @Test
    void linksInACircleEndNothing() throws IOException, InterruptedException {
        Files.createSymbolicLink(root.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(root.resolve("b"), Path.of("a"));
        watchNamed(root.resolve("a"));
        notTold();
        Files.delete(root.resolve("b"));
        told();
    }

    @Test
    void closingAndInterruptingEndAWait() throws InterruptedException {
        watchEveryPort(root);
        for (boolean interrupt : new boolean[] {true, false}) {
            AtomicReference<String> end = new AtomicReference<>();
            Thread waiting = new Thread(() -> {
                try {
                    end.set("told " + watch.await(LONG));
                } catch (InterruptedException e) {
                    end.set("interrupted");
                }
            });
            waiting.start();
            Await.until("waiting", () -> waiting.getState() == Thread.State.TIMED_WAITING);
            if (interrupt) {
                waiting.interrupt();
            } else {
                watch.close();
            }
            waiting.join(5_000);
            assertEquals(interrupt ? "interrupted" : "told false", end.get());
        }
        assertTrue(watch.isClosed());
        assertFalse(watch.works());
        assertFalse(watch.await(LONG));
    }

    @Test
    void whereNothingIsWatchedAWaitTakesItsTimeUntilItIsClosed() throws InterruptedException {
        watch = PortWatch.none();
        assertFalse(watch.works());
        notTold();
        watch.close();
        assertFalse(watch.await(LONG));
    }
}
