package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nbe.control.place.SocketChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One setting can be read from a file that is wrong elsewhere. */
class OneSettingTest {
    private static final String SOCKET = "[control]\nsocket = \"/run/here.sock\"\n";
    private static final Optional<SocketChoice> HERE = Optional.of(SocketChoice.at(Path.of("/run/here.sock")));

    @TempDir
    Path directory;

    @Test
    void whatIsWrongElsewhereDoesNotMatter() throws IOException {
        assertEquals(HERE, socket("agent_url = 7\nrssi_window_tap = 0\n" + SOCKET));
    }

    @Test
    void aSyntaxErrorBehindItDoesNotMatter() throws IOException {
        assertEquals(HERE, socket(SOCKET + "[tls\n"));
    }

    @Test
    void aFileThatDoesNotNameItMeansTheDefault() throws IOException {
        assertEquals(Optional.of(SocketChoice.AUTO), socket("agent_url = 7\n"));
    }

    @Test
    void aWrongValueIsUnknown() throws IOException {
        assertEquals(Optional.empty(), socket("[control]\nsocket = 7\n"));
    }

    @Test
    void aFileThatIsNoTomlOrNotThereIsUnknown() throws IOException {
        assertEquals(Optional.empty(), socket("= = =\n"));
        assertEquals(
                Optional.empty(),
                new ConfigReader(new Here(directory).surroundings())
                        .valueOf(Setting.CONTROL_SOCKET, Optional.of(directory.resolve("absent.toml"))));
    }

    @Test
    void aVariableWins() throws IOException {
        Path file = file("= = =\n");
        assertEquals(
                Optional.of(SocketChoice.OFF),
                new ConfigReader(new Here(directory)
                                .with("NBE_CONTROL_SOCKET", "off")
                                .surroundings())
                        .valueOf(Setting.CONTROL_SOCKET, Optional.of(file)));
    }

    private Optional<SocketChoice> socket(String text) throws IOException {
        return new ConfigReader(new Here(directory).surroundings())
                .valueOf(Setting.CONTROL_SOCKET, Optional.of(file(text)));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("one.toml"), text);
    }
}
