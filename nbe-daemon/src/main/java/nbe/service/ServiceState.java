package nbe.service;

import java.util.OptionalLong;

/**
 * A service's state as the operating system reports it.
 *
 * @param running whether its process runs
 * @param process its process id, if the system reports it
 * @param text a line for the operator: state, since when, why it ended
 */
public record ServiceState(boolean running, OptionalLong process, String text) {

    /** Whether it runs as another process than the given one. */
    public boolean runsBeside(long pid) {
        return running && (process.isEmpty() || process.getAsLong() != pid);
    }
}
