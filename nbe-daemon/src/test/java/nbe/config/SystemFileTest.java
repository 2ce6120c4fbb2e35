package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installer does to {@code nbe.toml}. */
final class SystemFileTest {
    private static final Optional<String> URL = Optional.of("wss://agent.example:9120/socket/websocket");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("nbe.toml");
    }

    @Test
    void whereThereIsNoFileTheShippedOneIsMade() throws IOException {
        assertTrue(systemFile().prepare(Optional.empty()));
        assertEquals(DefaultFile.text(), Files.readString(file));
    }

    @Test
    void aNewFileHasTheUrlThatWasGivenAndIsOtherwiseTheShippedOne() throws IOException {
        assertTrue(systemFile().prepare(URL));
        assertEquals(
                DefaultFile.text().replaceFirst("(?m)^agent_url = .*$", "agent_url = \"" + URL.get() + "\""),
                Files.readString(file));
    }

    @Test
    void withoutAUrlAFileThatIsThereStaysAsItIs() throws IOException {
        Files.writeString(file, "not [ even toml");
        assertFalse(systemFile().prepare(Optional.empty()));
        assertEquals("not [ even toml", Files.readString(file));
    }

    @Test
    void theUrlReplacesTheOldOneAndTouchesNothingElse() throws IOException {
        Files.writeString(
                file, "# ours\r\nlog_level = 'debug'\r\nagent_url='ws://old/' # why\r\n[ble]\r\nport = 'COM5'\r\n");
        assertTrue(systemFile().prepare(URL));
        assertEquals(
                "# ours\r\nlog_level = 'debug'\r\nagent_url=\"" + URL.get() + "\" # why\r\n[ble]\r\nport = 'COM5'\r\n",
                Files.readString(file));
    }

    @Test
    void aFileWithoutUrlGetsItBeforeTheFirstSection() throws IOException {
        Files.writeString(file, "[ble]\nport = \"COM5\"\n");
        assertTrue(systemFile().prepare(URL));
        assertEquals("agent_url = \"" + URL.get() + "\"\n[ble]\nport = \"COM5\"\n", Files.readString(file));
    }

    @Test
    void theSameUrlAgainWritesNothing() throws IOException {
        systemFile().prepare(URL);
        assertFalse(systemFile().prepare(URL));
    }

    @Test
    void aFileThatDoesNotParseIsLeftAloneAndTheRemedyIsTold() throws IOException {
        Files.writeString(file, "agent_url = \n");
        IOException refused = assertThrows(IOException.class, () -> systemFile().prepare(URL));
        assertTrue(refused.getMessage().contains("`nbe check` tells where"), refused.getMessage());
        assertEquals("agent_url = \n", Files.readString(file));
    }

    @Test
    void aUrlThatSpansLinesIsLeftAloneAndTheLineToWriteIsTold() throws IOException {
        String text = "agent_url = \"\"\"\\\n  ws://old/\"\"\"\n";
        Files.writeString(file, text);
        IOException refused = assertThrows(IOException.class, () -> systemFile().prepare(URL));
        assertTrue(refused.getMessage().contains("agent_url = \"" + URL.get() + "\""), refused.getMessage());
        assertEquals(text, Files.readString(file));
    }

    @Test
    void whatIsNoAgentUrlIsRefused() {
        IOException refused =
                assertThrows(IOException.class, () -> systemFile().prepare(Optional.of("http://agent.example/")));
        assertTrue(refused.getMessage().contains("ws:// or wss://"), refused.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("etc")).resolve("real.toml");
        Files.writeString(real, "agent_url = 'ws://old/'\n");
        Files.createSymbolicLink(file, real);
        assertTrue(systemFile().prepare(URL));
        assertTrue(Files.isSymbolicLink(file));
        assertEquals("agent_url = \"" + URL.get() + "\"\n", Files.readString(real));
    }

    @Test
    void aFileThatIsMadeIsForItsOwnerAndGroupOnly() throws IOException {
        systemFile().prepare(URL);
        assertEquals("rw-r-----", rights());
    }

    @Test
    void aFileThatIsChangedKeepsItsRightsAndItsGroup() throws IOException {
        Files.writeString(file, "agent_url = 'ws://old/'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        Object group = Files.getAttribute(file, "posix:group");
        systemFile().prepare(URL);
        assertEquals("rw-rw----", rights());
        assertEquals(group, Files.getAttribute(file, "posix:group"));
    }

    @Test
    void aFileThatCannotBeReplacedStaysAndNothingIsLeftBesideIt() throws IOException {
        Files.createDirectory(
                file); // stands in for a disk that is full: the new one is written and cannot come into its place
        Files.createFile(file.resolve("occupied"));
        assertThrows(IOException.class, () -> ConfigFile.write(file, "agent_url = 'ws://new/'\n"));
        assertTrue(Files.exists(file.resolve("occupied")));
        assertFalse(Files.exists(folder.resolve("nbe.toml.new")));
    }

    private String rights() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private SystemFile systemFile() {
        return SystemFile.of(new Surroundings(Map.of(), List.of(file), () -> "here"));
    }
}
