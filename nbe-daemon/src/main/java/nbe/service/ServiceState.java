package nbe.service;

import java.util.OptionalLong;

/**
 * How the service is.
 *
 * @param running whether its process is there
 * @param process the number of its process, where the system tells it
 * @param text a line for a person: what it does, since when, why it does not
 */
public record ServiceState(boolean running, OptionalLong process, String text) {

    /** Whether it runs, and is another process than this one. */
    public boolean runsBeside(long pid) {
        return running && (process.isEmpty() || process.getAsLong() != pid);
    }
}
