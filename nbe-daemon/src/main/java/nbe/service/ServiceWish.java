package nbe.service;

import java.io.IOException;
import java.util.Optional;
import nbe.config.SystemFile;

/**
 * How the service is to be installed.
 *
 * @param account the account that it runs under; empty: the one that the package has for it
 * @param agentUrl the URL of the agent, for the machine's configuration file ({@link SystemFile}); empty: the one in the file
 */
public record ServiceWish(Optional<String> account, Optional<String> agentUrl) {
    /** Has the file as wished. */
    void prepare(SystemFile file) throws ServiceFailure {
        try {
            file.prepare(agentUrl);
        } catch (IOException e) {
            throw new ServiceFailure("the configuration " + file.path() + " is not as wished: " + e.getMessage(), e);
        }
    }
}
