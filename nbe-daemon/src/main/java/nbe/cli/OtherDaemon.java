package nbe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.log.LogHold;
import nbe.service.ServiceControl;
import nbe.service.ServiceFailure;
import nbe.service.ServiceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a daemon runs already that has this configuration: two of them have one {@code endpoint_id}, and throw each other off the
 * agent in turns.
 */
final class OtherDaemon {
    private static final Logger LOG = LoggerFactory.getLogger("main");

    private OtherDaemon() {}

    /**
     * It is known by the log file that it writes, or as the service of this machine if that reads the same file.
     *
     * @return what runs, for a person; empty also where this account cannot tell
     */
    static Optional<String> of(ConfigReading reading, Settings settings) throws InterruptedException {
        Optional<Path> written = settings.logFile().filter(LogHold::isWritten);
        if (written.isPresent()) {
            return Optional.of("another process writes to " + written.get());
        }
        return readsTheSystemsFile(reading.file(), Surroundings.ofThisProcess().systemFiles())
                ? service()
                : Optional.empty();
    }

    static boolean readsTheSystemsFile(Optional<Path> read, List<Path> systemFiles) {
        return read.isEmpty() || systemFiles.stream().anyMatch(file -> isSame(file, read.get()));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException notThere) {
            return false;
        }
    }

    private static Optional<String> service() throws InterruptedException {
        try {
            ServiceState state = ServiceControl.ofThisSystem().status();
            return state.runsBeside(ProcessHandle.current().pid())
                    ? Optional.of("the service, " + state.text())
                    : Optional.empty();
        } catch (ServiceFailure noService) {
            LOG.debug("no service of this machine: {}", noService.getMessage());
            return Optional.empty();
        }
    }
}
