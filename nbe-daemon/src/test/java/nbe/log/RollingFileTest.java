package nbe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [log] max_size_mb and max_files bound what lies on the disk, and nothing of what fits is lost. */
class RollingFileTest {
    private static final int LINES = 1000;

    @TempDir
    Path directory;

    private final List<String> complaints = new ArrayList<>();

    private Path file() {
        return directory.resolve("nbe.log");
    }

    private RollingFile open(long maxBytes, int maxFiles) throws IOException {
        return new RollingFile(file(), maxBytes, maxFiles, complaints::add);
    }

    private static String line(int number) {
        return String.format("%09d\n", number);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private String content(int files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = files - 1; i >= 1; i--) {
            all.append(Files.readString(directory.resolve("nbe.log." + i)));
        }
        return all + Files.readString(file());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 25, 100})
    void thereAreNeverMoreFilesNorLongerOnesThanAllowed(int maxFiles) throws IOException {
        try (RollingFile rolling = open(95, maxFiles)) {
            for (int i = 0; i < LINES; i++) {
                rolling.write(line(i));
                assertTrue(Files.size(file()) <= 95);
            }
        }
        assertEquals(maxFiles, files().size());
        for (String name : files()) {
            assertTrue(Files.size(directory.resolve(name)) <= 95, name);
        }
        String all = content(maxFiles);
        int kept = (int) all.lines().count();
        assertTrue(kept > 9 * (maxFiles - 1), kept + " lines");
        StringBuilder last = new StringBuilder();
        IntStream.range(LINES - kept, LINES).forEach(i -> last.append(line(i)));
        assertEquals(last.toString(), all);
        assertEquals(List.of(), complaints);
    }

    @Test
    void severalLinesAtOnceAreDividedBetweenFiles() throws IOException {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, 25).forEach(i -> lines.append(line(i)));
        try (RollingFile rolling = open(100, 5)) {
            rolling.write(lines.toString());
        }
        assertEquals(List.of("nbe.log", "nbe.log.1", "nbe.log.2"), files());
        assertEquals(lines.toString(), content(3));
    }

    @Test
    void sizeIsCountedInBytesNotCharacters() throws IOException {
        String line = "\u00E4\u20AC\uD83D\uDE00\n";
        try (RollingFile rolling = open(20, 3)) {
            rolling.write(line + line);
            assertEquals(20, Files.size(file()));
            assertEquals(List.of("nbe.log"), files());
            rolling.write(line);
        }
        assertEquals(List.of("nbe.log", "nbe.log.1"), files());
        assertEquals(line.repeat(3), content(2));
    }

    @Test
    void aLineThatIsLongerThanAFileGetsOneOfItsOwn() throws IOException {
        String giant = "x".repeat(50) + "\n";
        try (RollingFile rolling = open(20, 4)) {
            rolling.write(line(1) + giant + line(2));
        }
        assertEquals(List.of("nbe.log", "nbe.log.1", "nbe.log.2"), files());
        assertEquals(line(1) + giant + line(2), content(3));
    }

    @Test
    void aRestartGoesOnWhereTheFileEnds() throws IOException {
        for (int i = 0; i < 15; i++) {
            try (RollingFile rolling = open(100, 3)) {
                rolling.write(line(i));
            }
        }
        assertEquals(List.of("nbe.log", "nbe.log.1"), files());
        assertEquals(15, content(2).lines().count());
    }

    @Test
    void aLineThatAPowerCutHalvedIsEndedFirst() throws IOException {
        Files.writeString(file(), "half a li");
        try (RollingFile rolling = open(100, 3)) {
            rolling.write(line(1));
        }
        assertEquals("half a li\n" + line(1), Files.readString(file()));
    }

    @Test
    void filesOfAnEarlierAndLongerSeriesAreDeleted() throws IOException {
        for (int i = 1; i <= 9; i++) {
            Files.writeString(directory.resolve("nbe.log." + i), line(i));
        }
        Files.writeString(directory.resolve("nbe.log.old"), "mine");
        open(100, 4).close();
        assertEquals(List.of("nbe.log", "nbe.log.1", "nbe.log.2", "nbe.log.3", "nbe.log.old"), files());
    }

    @Test
    void aFileThatSomebodyRemovedIsBegunAnewWithTheNextLineOrCheck() throws IOException {
        try (RollingFile rolling = open(20, 3)) {
            rolling.write(line(1));
            Files.delete(file());
            rolling.write(line(2) + line(3));
            assertEquals(line(2) + line(3), Files.readString(file()));
            assertEquals(1, complaints.size(), complaints.toString());
            assertTrue(complaints.get(0).endsWith("was removed or renamed by somebody else, and is begun anew"));
            Files.delete(file());
            rolling.check();
            assertEquals("", Files.readString(file()));
            rolling.check();
            rolling.write(line(4));
            assertEquals(line(4), Files.readString(file()));
            assertEquals(2, complaints.size(), complaints.toString());
        }
    }

    @Test
    void aFolderThatWasRemovedIsMadeAnewToo() throws IOException {
        Path deep = directory.resolve("a/nbe.log");
        try (RollingFile rolling = new RollingFile(deep, 100, 2, complaints::add)) {
            Files.delete(deep);
            Files.delete(deep.getParent());
            rolling.write(line(1));
        }
        assertEquals(line(1), Files.readString(deep));
    }

    @Test
    void logrotateRenamesTheFileAndMaybePutsAnEmptyOneInItsPlace() throws IOException {
        try (RollingFile rolling = open(1000, 3)) {
            rolling.write(line(1));
            Files.move(file(), directory.resolve("nbe.log-20261130"));
            rolling.write(line(2));
            Files.move(file(), directory.resolve("nbe.log-20261201"));
            Files.createFile(file());
            rolling.write(line(3));
        }
        assertEquals(line(1), Files.readString(directory.resolve("nbe.log-20261130")));
        assertEquals(line(2), Files.readString(directory.resolve("nbe.log-20261201")));
        assertEquals(line(3), Files.readString(file()));
        assertEquals(2, complaints.size(), complaints.toString());
    }

    @Test
    void logrotateCopiesTheFileAndCutsIt() throws IOException {
        try (RollingFile rolling = open(40, 3)) {
            for (int i = 0; i < 7; i++) { // the second file by then: opened another way, it would go on behind a hole
                rolling.write(line(i));
            }
            try (FileChannel other = FileChannel.open(file(), StandardOpenOption.WRITE)) {
                other.truncate(0);
            }
            rolling.write(line(7) + line(8));
            assertEquals(List.of("nbe.log", "nbe.log.1"), files());
        }
        assertEquals(line(7) + line(8), Files.readString(file()));
        assertEquals(List.of(), complaints);
    }

    @Test
    void itIsForItsOwnerAndGroupAlone() throws IOException {
        try (RollingFile rolling = open(10, 2)) {
            rolling.write(line(1) + line(2));
        }
        for (Path each : List.of(file(), directory.resolve("nbe.log.1"))) {
            Set<PosixFilePermission> more = EnumSet.copyOf(Files.getPosixFilePermissions(each));
            more.removeAll(PosixFilePermissions.fromString("rw-r-----"));
            assertEquals(Set.of(), more, each.toString());
        }
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "x");
        Files.createSymbolicLink(file(), other);
        IOException refused = assertThrows(IOException.class, () -> open(100, 2).close());
        assertTrue(refused.getMessage().endsWith("a link is not followed"), refused.getMessage());
        Files.delete(file());
        try (RollingFile rolling = open(100, 2)) {
            Files.delete(file());
            Files.createSymbolicLink(file(), other);
            assertThrows(IOException.class, () -> rolling.write(line(1)));
        }
        assertEquals("x", Files.readString(other));
    }

    @Test
    void twoDoNotWriteTheSameFile() throws IOException {
        try (RollingFile rolling = open(100, 2)) {
            rolling.write(line(1));
            IOException refused =
                    assertThrows(IOException.class, () -> open(100, 2).close());
            assertTrue(refused.getMessage().endsWith("nbe runs already and writes to this file"), refused.getMessage());
        }
        open(100, 2).close();
    }

    @Test
    void rootMakesNoFileInTheFolderOfAnotherAccount() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"));
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Files.setOwner(
                theirs, theirs.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        IOException refused = assertThrows(
                IOException.class, () -> new RollingFile(theirs.resolve("nbe.log"), 100, 2, complaints::add).close());
        assertTrue(refused.getMessage().contains("belongs to nobody"), refused.getMessage());
        assertFalse(Files.exists(theirs.resolve("nbe.log")));
    }

    @Test
    void missingDirectoriesAreMade() throws IOException {
        Path deep = directory.resolve("a/b/nbe.log");
        try (RollingFile rolling = new RollingFile(deep, 100, 2, complaints::add)) {
            rolling.write(line(1));
        }
        assertEquals(line(1), Files.readString(deep, StandardCharsets.UTF_8));
    }

    @Test
    void whatCannotBeAFileIsAnErrorAtOnce() throws IOException {
        Files.writeString(directory.resolve("plain"), "x");
        for (Path noFile : List.of(directory, Path.of("/dev/null"))) {
            assertThrows(IOException.class, () -> new RollingFile(noFile, 100, 2, complaints::add).close());
        }
        assertThrows(
                IOException.class,
                () -> new RollingFile(directory.resolve("plain/nbe.log"), 100, 2, complaints::add).close());
    }

    @Test
    void ifAFullFileCannotBePutAsideItIsOverwrittenAndThatIsSaidOnce() throws IOException {
        Files.createDirectories(directory.resolve("nbe.log.1/occupied"));
        try (RollingFile rolling = open(100, 2)) {
            for (int i = 0; i < 35; i++) {
                rolling.write(line(i));
            }
        }
        assertEquals(line(30) + line(31) + line(32) + line(33) + line(34), Files.readString(file()));
        assertEquals(1, complaints.size(), complaints.toString());
        assertTrue(complaints.get(0).contains("cannot be put aside"), complaints.get(0));
    }

    @Test
    void otherBoundsCountFromTheNextLineOnAndDeleteWhatIsTooMuch() throws IOException {
        try (RollingFile log = new RollingFile(file(), 10, 4, complaints::add)) {
            for (int i = 0; i < 6; i++) {
                log.write(line(i));
            }
            assertEquals(List.of("nbe.log", "nbe.log.1", "nbe.log.2", "nbe.log.3"), files());
            log.setBounds(1000, 2);
            log.write(line(6));
            log.write(line(7));
        }
        assertEquals(List.of("nbe.log", "nbe.log.1"), files());
        assertEquals(line(5) + line(6) + line(7), Files.readString(file()));
    }
}
