package nbe.referenceagent.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFileTest {
    private static final String ONE = "[[band]]\nNymiBandID = \"C2:FA:D7:F0:D7:96\"\n";
    private static final String OTHER = "[[band]]\nNymiBandID = \"C2:FA:D7:F0:D7:97\"\n";

    @TempDir
    Path folder;

    private final List<String> news = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private final InstantSource clock = () -> now;

    private Path file() {
        return folder.resolve("bands.toml");
    }

    private DirectoryFile directoryFile() {
        return new DirectoryFile(file(), clock, new DirectoryFile.Listener() {
            @Override
            public void loaded(Directory directory) {
                news.add("loaded " + directory.size());
            }

            @Override
            public void refused(List<String> problems) {
                news.add("refused " + problems);
            }

            @Override
            public void warned(List<String> problems) {
                news.add("warned " + problems);
            }
        });
    }

    private void write(String text, Instant modified) throws IOException {
        Files.writeString(file(), text);
        Files.setLastModifiedTime(file(), FileTime.from(modified));
    }

    private static boolean has(Directory directory, String band) {
        return directory
                .find(java.util.Map.of(Directory.Key.NYMI_BAND_ID, band))
                .isPresent();
    }

    @Test
    void aChangedFileIsReadAgainAndAnUnchangedOneIsNot() throws IOException {
        write(ONE, now.minusSeconds(60));
        DirectoryFile directory = directoryFile();
        assertTrue(has(directory.current(), "C2:FA:D7:F0:D7:96"));
        directory.current();
        assertEquals(List.of("loaded 1"), news);
        write(ONE + OTHER, now.minusSeconds(30));
        assertEquals(2, directory.current().size());
        assertEquals(List.of("loaded 1", "loaded 2"), news);
    }

    @Test
    void aChangeWithinOneTickOfTheFileSystemsClockAndOfTheSameLengthIsSeen() throws IOException {
        write(ONE, now);
        DirectoryFile directory = directoryFile();
        directory.current();
        write(OTHER, now);
        assertTrue(has(directory.current(), "C2:FA:D7:F0:D7:97"));
    }

    @Test
    void errorsCarryFileLineAndColumnAndTheOldDirectoryIsKept() throws IOException {
        write(ONE, now.minusSeconds(60));
        DirectoryFile directory = directoryFile();
        directory.current();
        write("[[band]]\nNymiBandID = \"band\"\n", now.minusSeconds(30));
        assertTrue(has(directory.current(), "C2:FA:D7:F0:D7:96"));
        directory.current();
        assertEquals(2, news.size(), news::toString);
        assertTrue(news.get(1).startsWith("refused [" + file() + ":2:1: "), news.get(1));
    }

    @Test
    void aFileThatVanishesIsReportedOnceAndReadWhenItComesBack() throws IOException {
        write(ONE, now.minusSeconds(60));
        DirectoryFile directory = directoryFile();
        directory.current();
        Files.delete(file());
        assertEquals(1, directory.current().size());
        directory.current();
        assertEquals(
                List.of("loaded 1", "refused [" + file() + ":1:1: cannot be read: the file does not exist]"), news);
        write(ONE, now.minusSeconds(60));
        directory.current();
        assertEquals(3, news.size(), news::toString);
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Files.write(file(), ("# caf\u00e9\n" + ONE).getBytes(StandardCharsets.ISO_8859_1));
        DirectoryFile directory = directoryFile();
        assertEquals(0, directory.current().size());
        assertTrue(news.get(0).contains("UTF-8"), news.get(0));
    }

    @Test
    void aByteOrderMarkIsNoProblem() throws IOException {
        write("\uFEFF" + ONE, now.minusSeconds(60));
        assertEquals(1, directoryFile().current().size());
    }

    @Test
    void nestingWithoutEndIsRefusedAndNotAFault() throws IOException {
        write(ONE, now.minusSeconds(60));
        DirectoryFile directory = directoryFile();
        directory.current();
        write("x = " + "[".repeat(300), now.minusSeconds(30));
        assertEquals(1, directory.current().size());
        assertTrue(news.get(1).startsWith("refused"), news.get(1));
    }
}
