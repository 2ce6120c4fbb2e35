package nbe.service;

import java.io.IOException;
import java.util.Optional;
import nbe.config.SystemFile;

/**
 * Options of {@code nbe service install}.
 *
 * @param account the account that the service runs as; empty for the package's
 * @param agentUrl the agent's URL for the machine's configuration file ({@link SystemFile}); empty to leave the file's
 */
public record InstallOptions(Optional<String> account, Optional<String> agentUrl) {
    /** Creates the file if it is missing, and sets the URL in it. */
    void prepare(SystemFile file) throws ServiceFailure {
        try {
            file.prepare(agentUrl);
        } catch (IOException e) {
            throw new ServiceFailure("the configuration " + file.path() + " cannot be prepared: " + e.getMessage(), e);
        }
    }
}
