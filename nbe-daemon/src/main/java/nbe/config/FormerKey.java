package nbe.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import nbe.config.value.NotAllowed;
import nbe.config.value.Remarks;
import nbe.config.value.WholeNumber;
import nbe.tap.TapSettings;

/**
 * A key of an earlier version, at the top of the file. It is still read, with a warning, and counts as long as none of the settings that
 * took its place is given.
 */
enum FormerKey {
    /** Until the vendor's two cutoffs were known: near at or above it, far 4 dB below. */
    RSSI_NEAR_THRESHOLD(Setting.RSSI_CUTOFF_CLOSE, Setting.RSSI_CUTOFF_FAR) {
        @Override
        Settings over(Settings settings, int near, Origin origin) {
            int far = Math.max(near - FAR_BELOW_NEAR_DB, TapSettings.THRESHOLD_DBM.least());
            return settings.with(Setting.RSSI_CUTOFF_CLOSE, near, origin).with(Setting.RSSI_CUTOFF_FAR, far, origin);
        }

        @Override
        String meaning() {
            return "rssi_cutoff_close, with rssi_cutoff_far " + FAR_BELOW_NEAR_DB + " dB below it";
        }
    };

    private static final int FAR_BELOW_NEAR_DB = 4;

    private static final WholeNumber TYPE =
            WholeNumber.between(TapSettings.THRESHOLD_DBM.least(), TapSettings.THRESHOLD_DBM.most());

    private final List<Setting<?>> now;

    FormerKey(Setting<?>... now) {
        this.now = List.of(now);
    }

    /** These settings with what a value of that origin stands for. */
    abstract Settings over(Settings settings, int value, Origin origin);

    /** What it counts as, in words that follow "counts as". */
    abstract String meaning();

    static Optional<FormerKey> find(String section, String key) {
        return Arrays.stream(values())
                .filter(former -> section.isEmpty() && former.key().equals(key))
                .findFirst();
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The variable that overrides the file. */
    String variable() {
        return "NBE_" + name();
    }

    /** The settings that took its place. */
    List<Setting<?>> now() {
        return now;
    }

    /** The values that it may have, in words. */
    String allowed() {
        return TYPE.allowed();
    }

    Given fromToml(Object value, Origin origin) throws NotAllowed {
        return new Given(TYPE.fromToml(value), origin);
    }

    Given fromText(String text, Origin origin, Remarks remarks) throws NotAllowed {
        return new Given(VariableText.read(TYPE, text, remarks), origin);
    }

    /** The warning where it counts, as in these settings. */
    ConfigProblem counts(Settings settings, Given given) {
        String instead = now.stream()
                .map(setting -> setting.name() + " = " + settings.toToml(setting))
                .collect(Collectors.joining(" and "));
        return ConfigProblem.warning(
                given.origin(),
                key() + " is the name of an earlier version",
                "it counts as " + instead + ": write these");
    }

    /** The warning where a setting that took its place is given as well. */
    ConfigProblem doesNotCount(Given given) {
        return ConfigProblem.warning(
                given.origin(),
                key() + " is the name of an earlier version, and does not count",
                now.stream().map(Setting::name).collect(Collectors.joining(" and ")) + " do, which took its place");
    }

    /** A value that file or variable gives. */
    record Given(int value, Origin origin) {}
}
