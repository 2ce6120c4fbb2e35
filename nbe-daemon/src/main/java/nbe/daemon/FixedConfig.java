package nbe.daemon;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import nbe.config.ConfigProblem;
import nbe.config.Settings;
import nbe.control.status.ConfigRow;
import nbe.status.RunningConfig;

/**
 * Settings that do not change and were read from no file, as those of a demo.
 *
 * @param since when they began to count
 */
record FixedConfig(Settings settings, Instant since) implements RunningConfig {
    @Override
    public ConfigRow row() {
        return new ConfigRow(Optional.empty(), since.truncatedTo(ChronoUnit.MILLIS), List.of());
    }

    @Override
    public List<ConfigProblem> warnings() {
        return List.of();
    }
}
