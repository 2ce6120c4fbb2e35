package nbe.daemon;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import nbe.config.ConfigProblem;
import nbe.config.Settings;
import nbe.control.status.ConfigRow;
import nbe.status.RunningConfig;

/** What counts now: the settings of the start, as those of a demo, or, once there is a {@link Reload}, what that says. */
final class CurrentConfig implements RunningConfig {
    private volatile RunningConfig source;

    /** @param since when the settings began to count */
    CurrentConfig(Settings settings, Instant since) {
        source = new Fixed(settings, since.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Follows another source from now on. */
    void follow(RunningConfig other) {
        source = other;
    }

    @Override
    public Settings settings() {
        return source.settings();
    }

    @Override
    public ConfigRow row() {
        return source.row();
    }

    @Override
    public List<ConfigProblem> warnings() {
        return source.warnings();
    }

    /** Read from no file. */
    private record Fixed(Settings settings, Instant since) implements RunningConfig {
        @Override
        public ConfigRow row() {
            return new ConfigRow(Optional.empty(), since, List.of());
        }

        @Override
        public List<ConfigProblem> warnings() {
            return List.of();
        }
    }
}
