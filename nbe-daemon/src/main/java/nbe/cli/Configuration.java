package nbe.cli;

import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Surroundings;

/** The configuration of this process. */
final class Configuration {
    private Configuration() {}

    /** Reads what the options, the environment and the system's files say. */
    static ConfigReading read(ConfigOptions options) {
        return new ConfigReader(Surroundings.ofThisProcess()).read(options.config());
    }
}
