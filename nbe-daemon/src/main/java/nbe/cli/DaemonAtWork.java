package nbe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import nbe.config.ConfigReading;
import nbe.control.client.ControlClient;
import nbe.control.client.RunningDaemon;
import nbe.control.status.Status;

/**
 * The daemon that runs with a command's own configuration, if one does: the commands that can do without it ask it where it is.
 *
 * @param client asks it; empty: {@code whyNot} has the reason
 * @param status what it said first; empty if and only if the client is
 * @param whyNot for the operator; empty text if there is a client
 */
record DaemonAtWork(Optional<ControlClient> client, Optional<Status> status, String whyNot) implements AutoCloseable {
    /** Looks for it, and asks it for its status. */
    static DaemonAtWork of(ConfigFileOption options, ConfigReading reading) throws InterruptedException {
        RunningDaemon running = Configuration.runningDaemon(options);
        Optional<ControlClient> client = running.find();
        if (client.isEmpty()) {
            return none(running.whyNot());
        }
        try {
            Status status = client.get().status();
            if (isSame(status.config().file(), reading.file())) {
                return new DaemonAtWork(client, Optional.of(status), "");
            }
            client.get().close();
            return none("a daemon runs with another configuration, "
                    + status.config().file().orElse("the defaults") + " (asked at "
                    + client.get().socket() + ")");
        } catch (IOException e) {
            client.get().close();
            return none("a daemon runs, and could not be asked: " + e.getMessage());
        }
    }

    private static boolean isSame(Optional<String> daemons, Optional<Path> own) {
        return daemons.map(file -> real(Path.of(file))).equals(own.map(DaemonAtWork::real));
    }

    /** The file behind links; the path if it cannot be seen. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException notToBeSeen) {
            return file.toAbsolutePath();
        }
    }

    private static DaemonAtWork none(String why) {
        return new DaemonAtWork(Optional.empty(), Optional.empty(), why);
    }

    @Override
    public void close() {
        client.ifPresent(ControlClient::close);
    }
}
