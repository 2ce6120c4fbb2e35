package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file is read, and what of files that cannot be. */
class ConfigFileTest {
    @TempDir
    Path directory;

    private Path tap(String name, int threshold) {
        return new Here(directory).file(name, Here.URL + "rssi_tap_threshold = " + threshold + "\n");
    }

    private static int threshold(ConfigReading reading) {
        return Here.settings(reading).rssiTapThresholdDbm();
    }

    @Test
    void aRelativePathIsRelativeToTheFolderOfTheFileThatALinkLeadsTo() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("etc"));
        Path file = Files.writeString(folder.resolve("nbe.toml"), Here.URL + "[tls]\nca_file = \"tls/ca.pem\"\n");
        Path link = Files.createSymbolicLink(directory.resolve("linked.toml"), file);
        for (Path named : List.of(file, link)) {
            ConfigReading reading = new Here(directory).read(named);
            Path expected = folder.toRealPath().resolve("tls/ca.pem");
            assertEquals(Optional.of(expected), Here.settings(reading).tlsCaFile());
            assertTrue(reading.warnings().get(0).toString().contains("\"" + expected + "\""), "the path in full");
        }
    }

    @Test
    void aFileNamedByARelativePathIsToldInFull() {
        Path relative = Path.of("no-such-folder", "nbe.toml");
        String absolute = relative.toAbsolutePath().toString();
        ConfigReading option = new Here(directory).read(relative);
        assertEquals(absolute, option.file().orElseThrow().toString());
        assertTrue(option.errors().get(0).toString().startsWith(absolute + ":1:1: "), "by --config");
        ConfigReading variable =
                new Here(directory).with("NBE_CONFIG", relative.toString()).read();
        assertTrue(variable.errors().get(0).toString().startsWith(absolute + ":1:1: "), "by NBE_CONFIG");
    }

    @Test
    void theCommandLineComesBeforeTheVariableAndThatBeforeTheFixedPlaces() {
        Path option = tap("option.toml", -51);
        Path variable = tap("variable.toml", -52);
        Path first = tap("first.toml", -53);
        Path second = tap("second.toml", -54);
        Path nowhere = directory.resolve("nowhere.toml");
        Here all = new Here(directory)
                .with("NBE_CONFIG", variable.toString())
                .systemFile(first)
                .systemFile(second);
        assertEquals(-51, threshold(all.read(option)));
        assertEquals(Optional.of(option), all.read(option).file());
        assertEquals(-52, threshold(all.read()));
        assertEquals(
                -53,
                threshold(
                        new Here(directory).systemFile(first).systemFile(second).read()));
        assertEquals(
                -54,
                threshold(new Here(directory)
                        .systemFile(nowhere)
                        .systemFile(second)
                        .read()));
        assertEquals(
                -53,
                threshold(new Here(directory)
                        .with("NBE_CONFIG", "")
                        .systemFile(first)
                        .read()));
    }

    @Test
    void withoutAnyFileTheDefaultsCount() {
        ConfigReading reading = new Here(directory)
                .systemFile(directory.resolve("nowhere.toml"))
                .read();
        assertEquals(Optional.empty(), reading.file());
        assertEquals(List.of(), reading.problems());
        Settings settings = Here.settings(reading);
        assertEquals(
                "ws://127.0.0.1:9120/socket/websocket", settings.agentAddress().url());
        assertEquals(Here.HOST, settings.endpointId());
    }

    @Test
    void theFixedPlacesAreThoseOfTheSystem() {
        assertEquals(
                List.of(Path.of("C:\\Nymi\\Bluetooth_Endpoint\\nbe.toml")),
                Surroundings.on(true, Map.of(), () -> "x").systemFiles());
        assertEquals(
                List.of(Path.of("/usr/bin/nbe.toml"), Path.of("/etc/nbe/nbe.toml")),
                Surroundings.on(false, Map.of(), () -> "x").systemFiles());
    }

    @Test
    void onWindowsVariablesHaveNoCapitals() {
        Map<String, String> environment = Map.of("Nbe_Log_Level", "warn");
        Surroundings windows = Surroundings.on(true, environment, () -> "x");
        Surroundings linux = Surroundings.on(false, environment, () -> "x");
        assertEquals(Map.of("NBE_LOG_LEVEL", "warn"), windows.environment());
        assertEquals(environment, linux.environment());
    }

    @Test
    void thisHostHasAName() {
        assertTrue(!Surroundings.ofThisProcess().hostName().isBlank());
    }

    @Test
    void aFileThatIsNotThereIsAnErrorWhoeverNamedIt() {
        Path absent = directory.resolve("absent.toml");
        refused(new Here(directory).read(absent), absent + ":1:1: there is no such file, --config must");
        refused(
                new Here(directory).with("NBE_CONFIG", absent.toString()).read(),
                absent + ":1:1: there is no such file, NBE_CONFIG must");
    }

    @Test
    void aNameThatIsNoPathIsAnErrorOfTheVariable() {
        refused(new Here(directory).with("NBE_CONFIG", "a\0b").read(), "NBE_CONFIG: NBE_CONFIG is \"a\\u0000b\"");
    }

    @Test
    void aDirectoryIsNoFile() {
        refused(new Here(directory).read(directory), directory + ":1:1: this is a directory");
        refused(new Here(directory).systemFile(directory).read(), directory + ":1:1: this is a directory");
    }

    @Test
    void aFileThatMayNotBeReadIsAnErrorAndNotTheDefaults() throws IOException {
        Path file = tap("nbe.toml", -50);
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "not for root, who may read everything");
        refused(new Here(directory).systemFile(file).read(), file + ":1:1: permission to read this file is denied");
    }

    @Test
    void anEndlessFileIsNotReadToItsEnd() {
        Path file = new Here(directory).file("nbe.toml", "#".repeat(ConfigText.MAX_BYTES + 1));
        refused(new Here(directory).read(file), file + ":1:1: this file has more than");
    }

    @Test
    void bytesThatAreNotUtf8AreToldWithTheirPlace() {
        byte[] latin1 = (Here.URL + "# Gr\u00F6\u00DFe\n").getBytes(StandardCharsets.ISO_8859_1);
        Path file = new Here(directory).file("nbe.toml", latin1);
        refused(new Here(directory).read(file), file + ":2:5: the byte 0xF6 here is not UTF-8, save the file as UTF-8");
        byte[] cutShort = (Here.URL + "#\u00F6").getBytes(StandardCharsets.UTF_8);
        Path half = new Here(directory).file("nbe.toml", Arrays.copyOf(cutShort, cutShort.length - 1));
        refused(new Here(directory).read(half), half + ":2:2: the byte 0xC3 here is not UTF-8");
    }

    @Test
    void utf16IsToldByItsName() {
        Path file = new Here(directory).file("nbe.toml", ("\uFEFF" + Here.URL).getBytes(StandardCharsets.UTF_16LE));
        refused(new Here(directory).read(file), file + ":1:1: this file is UTF-16, save it as UTF-8");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        Here here = new Here(directory);
        assertEquals(
                -50,
                here.settings("\uFEFF" + Here.URL + "rssi_tap_threshold = -50\n")
                        .rssiTapThresholdDbm());
    }

    private static void refused(ConfigReading reading, String beginning) {
        assertTrue(reading.settings().isEmpty(), "taken");
        assertEquals(1, reading.problems().size(), reading.problems().toString());
        String told = reading.problems().get(0).toString();
        assertTrue(told.startsWith(beginning), told);
    }
}
