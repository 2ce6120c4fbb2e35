package nbe.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NativeLibrariesTest {
    private static final int NOBODY = 65534;

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void realPath() throws IOException {
        root = temp.toRealPath();
    }

    private Path made(String name, String rights) throws IOException {
        Path folder = Files.createDirectory(root.resolve(name));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
        return folder;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theLibrariesLieInAFolderOfThisAccountAloneAndGoWithTheProcess() throws IOException {
        Path place = root.resolve("cache/nbe");
        Path folder;
        try (NativeLibraries libraries = NativeLibraries.unpack(List.of(place))) {
            folder = libraries.folder();
            assertEquals(place, folder.getParent());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
            assertEquals(List.of("libjSerialComm.so", "libjnidispatch.so", "lock"), names(folder));
            assertTrue(Files.size(folder.resolve("libjSerialComm.so")) > 10_000);
        }
        assertFalse(Files.exists(folder));
    }

    @Test
    void whereOthersMayWriteNothingIsUnpackedAndTheNextPlaceIsTaken() throws IOException {
        Path open = made("open", "rwxrwxrwx");
        Path group = made("group", "rwxrwxr-x");
        Path inside = open.resolve("inside");
        Path good = made("good", "rwx------");
        try (NativeLibraries libraries = NativeLibraries.unpack(List.of(open, group, inside, good))) {
            assertEquals(good, libraries.folder().getParent());
        }
        assertEquals(List.of("inside"), names(open));
        assertEquals(List.of(), names(inside));
        IOException refused = assertThrows(
                IOException.class, () -> NativeLibraries.unpack(List.of(open, root.resolve("open/inside"))));
        assertEquals(
                "no folder to unpack the native libraries into, one that only this account can change: " + open + ": "
                        + open
                        + " may be written to by other accounts (mode 777); " + inside + ": " + open
                        + " may be written to by other accounts (mode 777)",
                refused.getMessage());
    }

    @Test
    void aStickyFolderMayBeOpenToAll() throws IOException {
        Path sticky = made("sticky", "rwxrwxrwx");
        Files.setAttribute(sticky, "unix:mode", 01777);
        try (NativeLibraries libraries = NativeLibraries.unpack(List.of(sticky))) {
            assertEquals(sticky, libraries.folder().getParent());
        }
    }

    @Test
    void aFolderThatBelongsToSomebodyElseIsRefused() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root gives folders away");
        Path theirs = made("theirs", "rwxr-xr-x");
        Files.setAttribute(theirs, "unix:uid", NOBODY);
        IOException refused = assertThrows(IOException.class, () -> NativeLibraries.unpack(List.of(theirs)));
        assertTrue(
                refused.getMessage().endsWith(theirs + " belongs to another account (uid 65534)"),
                refused.getMessage());
    }

    @Test
    void aLinkIsFollowedToWhereItLeads() throws IOException {
        Path open = made("open", "rwxrwxrwx");
        Path link = Files.createSymbolicLink(made("good", "rwx------").resolve("link"), open);
        assertThrows(IOException.class, () -> NativeLibraries.unpack(List.of(link)));
        assertEquals(List.of(), names(open));
    }

    @Test
    void whatAKilledProcessLeftIsClearedAwayAndWhatALivingOneHasIsNot() throws IOException {
        Path left = made("nbe-native-1", "rwx------");
        Files.writeString(left.resolve("lock"), "");
        Files.writeString(left.resolve("libjSerialComm.so"), "old");
        Path strange = made("nbe-native-2", "rwx------"); // no lock: not one of ours, or not yet
        Path secret = Files.writeString(root.resolve("secret"), "kept");
        Path trap = made("nbe-native-3", "rwx------");
        Files.createSymbolicLink(trap.resolve("lock"), secret);
        try (NativeLibraries first = NativeLibraries.unpack(List.of(root));
                NativeLibraries second = NativeLibraries.unpack(List.of(root))) {
            assertNotEquals(first.folder(), second.folder());
            assertTrue(Files.exists(first.folder().resolve("libjnidispatch.so")));
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(strange));
            assertTrue(Files.exists(secret) && Files.exists(trap.resolve("lock")));
        }
    }

    /** One that did would unpack it by itself, into the temporary directory. */
    @Test
    void noOtherLibraryBringsANativePart() {
        assertNull(NativeLibraries.class.getResource("/META-INF/native"));
    }
}
