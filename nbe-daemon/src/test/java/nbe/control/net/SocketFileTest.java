package nbe.control.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control socket's file: rights, takeover, and why there can be none. */
class SocketFileTest {
    @TempDir
    Path folder;

    private final ControlLoop loop = new ControlLoop();

    @AfterEach
    void end() {
        loop.close();
    }

    private ControlServer open(Path path) throws Exception {
        return ControlServer.open(
                path, List.of(Route.get("/who", (request, reply) -> reply.text("text/plain", "I"))), loop);
    }

    private String refused(Path path) {
        return assertThrows(CannotListenException.class, () -> open(path).close())
                .getMessage();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static ServerSocketChannel bound(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    @Test
    void accountAndGroupMayAskAndAtTheEndNothingIsLeft() throws Exception {
        Path path = folder.resolve("control.sock");
        try (ControlServer server = open(path)) {
            assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            assertEquals(List.of("control.sock", "control.sock.lock"), files(), server.toString());
            assertEquals("I", UnixClient.get(path, "/who").body());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void aSocketAtWhichNobodyAnswersIsTakenOver() throws Exception {
        Path path = folder.resolve("control.sock");
        bound(path).close(); // Java leaves the file
        assertTrue(Files.exists(path));
        try (ControlServer server = open(path)) {
            assertEquals("I", UnixClient.get(path, "/who").body(), server.toString());
        }
    }

    @Test
    void aSocketAtWhichSomebodyAnswersIsLeftAlone() throws Exception {
        Path path = folder.resolve("control.sock");
        try (ServerSocketChannel other = bound(path)) {
            assertTrue(refused(path).contains("another program answers there"), other.toString());
            assertEquals(List.of("control.sock"), files());
        }
    }

    @Test
    void twoDaemonsDoNotTakeThePathFromEachOther() throws Exception {
        Path path = folder.resolve("control.sock");
        try (ControlServer first = open(path)) {
            assertTrue(refused(path).contains("another nbe has it"), first.toString());
            assertEquals("I", UnixClient.get(path, "/who").body());
        }
    }

    @Test
    void whatAKilledDaemonHasLeftIsClearedAway() throws Exception {
        Path path = folder.resolve("control.sock");
        Files.createFile(folder.resolve("control.sock.lock"));
        Path privateFolder = Files.createDirectory(
                folder.resolve(".n" + Long.toString(ProcessHandle.current().pid(), 36)));
        bound(privateFolder.resolve("s")).close();
        try (ControlServer server = open(path)) {
            assertEquals("I", UnixClient.get(path, "/who").body(), server.toString());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void aFileThatIsNoSocketStays() throws Exception {
        Path path = Files.writeString(folder.resolve("notes.txt"), "important");
        assertTrue(refused(path).contains("there is a file that is no socket; remove it"));
        assertEquals("important", Files.readString(path));
        assertEquals(List.of("notes.txt"), files());
    }

    @Test
    void aFileThatCameLaterIsNotRemovedAtTheEnd() throws Exception {
        Path path = folder.resolve("control.sock");
        ControlServer server = open(path);
        Files.delete(path);
        Files.writeString(path, "of somebody else");
        server.close();
        assertTrue(Files.exists(path));
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        String text = refused(folder.resolve("run").resolve("control.sock"));
        assertTrue(text.contains("there is no folder " + folder.resolve("run") + "; make it"), text);
    }

    @Test
    void aPathThatIsTooLongIsRefusedWithItsLength() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("x".repeat(100)));
        String text = refused(deep.resolve("control.sock"));
        assertTrue(text.contains("has 107 bytes at most"), text);
        assertFalse(Files.exists(deep.resolve("control.sock.lock")));
    }
}
