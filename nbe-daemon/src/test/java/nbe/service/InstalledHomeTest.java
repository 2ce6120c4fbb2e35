package nbe.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstalledHomeTest {
    @Test
    void aServiceLogsInTheFirstFolderThatItsManagerNames() {
        assertEquals(
                Optional.of(Path.of("/var/log/nymi-bluetooth-endpoint/nbe.log")),
                InstalledHome.serviceLog(Map.of("LOGS_DIRECTORY", "/var/log/nymi-bluetooth-endpoint")));
        assertEquals(
                Optional.of(Path.of("/var/log/one/nbe.log")),
                InstalledHome.serviceLog(Map.of("LOGS_DIRECTORY", "/var/log/one:/var/log/two")));
    }

    @Test
    void whatNoManagerStartedLogsNowhereByItself() {
        assertEquals(Optional.empty(), InstalledHome.serviceLog(Map.of()));
        assertEquals(Optional.empty(), InstalledHome.serviceLog(Map.of("LOGS_DIRECTORY", "")));
        assertEquals(Optional.empty(), InstalledHome.serviceLog(Map.of("LOGS_DIRECTORY", "logs")));
    }
}
