package nbe.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.control.client.ControlClient;
import nbe.control.client.RunningDaemon;
import nbe.log.LogHold;
import nbe.service.ServiceControl;
import nbe.service.ServiceFailure;
import nbe.service.ServiceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a daemon that runs with the same configuration: both would have one {@code endpoint_id}, and the agent would close the connection
 * of one for the other's, in turns.
 */
public final class OtherDaemon {
    private static final Logger LOG = LoggerFactory.getLogger("main");

    private OtherDaemon() {}

    /**
     * Finds it by the control socket at which it answers, by the log file that it writes, or as this machine's service if that reads the
     * same file.
     *
     * @param socket where a daemon with these settings answers
     * @return a description for the operator; empty also if this account lacks the right to find out
     */
    public static Optional<String> of(ConfigReading reading, Settings settings, Optional<Path> socket)
            throws InterruptedException {
        if (socket.isPresent() && answers(socket.get())) {
            return Optional.of("it answers at " + socket.get());
        }
        Optional<Path> written = settings.log().file().filter(LogHold::isWritten);
        if (written.isPresent()) {
            return Optional.of("another process writes to " + written.get());
        }
        return readsTheSystemsFile(reading.file(), Surroundings.ofThisProcess().systemFiles())
                ? service()
                : Optional.empty();
    }

    private static boolean answers(Path socket) {
        Optional<ControlClient> client = new RunningDaemon(List.of(socket)).find();
        client.ifPresent(ControlClient::close);
        return client.isPresent();
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
