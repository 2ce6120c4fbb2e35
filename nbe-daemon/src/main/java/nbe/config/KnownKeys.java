package nbe.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nbe.config.Origin.InFile;
import nbe.config.Origin.Variable;

/** Finds a setting by its key, and for an unknown key or variable the known one that was probably meant. */
final class KnownKeys {
    /** Variables of the program that are no settings: the scripts that start it read them. */
    private static final Set<String> OTHER_VARIABLES = Set.of(ConfigReader.FILE_VARIABLE, "NBE_CMD", "NBE_HOME");

    private static final String PREFIX = "NBE_";
    /** At most one letter in four differs, so that variables of other programs do not match by chance. */
    private static final int LETTERS_PER_SLIP = 4;

    /** By section, then by key. */
    private static final Map<String, Map<String, Setting<?>>> KEYS = Setting.all().stream()
            .collect(Collectors.groupingBy(Setting::section, Collectors.toMap(Setting::key, Function.identity())));

    private static final Set<String> ALL_VARIABLES = Stream.concat(
                    OTHER_VARIABLES.stream(), Setting.all().stream().map(Setting::variable))
            .collect(Collectors.toCollection(TreeSet::new));

    private KnownKeys() {}

    static Optional<Setting<?>> find(String section, String key) {
        return Optional.ofNullable(KEYS.getOrDefault(section, Map.of()).get(key));
    }

    static ConfigProblem unknown(String section, String key, boolean isSection, InFile position) {
        if (section.isEmpty() && isSection) {
            String nearest = NearestName.of(key, Setting.sections()).orElseThrow();
            return ConfigProblem.warning(
                    position,
                    "unknown section [" + key + "]",
                    "ignored; the nearest known section is [" + nearest + "]");
        }
        String name = section.isEmpty() ? key : section + "." + key;
        return ConfigProblem.warning(
                position, "unknown key " + name, "ignored; the nearest known key is " + placed(nearest(section, key)));
    }

    /** The same key in another section is the nearest; then those of the same section. */
    private static Setting<?> nearest(String section, String key) {
        List<Setting<?>> all = Setting.all();
        Setting<?> best = all.get(0);
        int least = Integer.MAX_VALUE;
        for (Setting<?> setting : all) {
            int distance = 2 * NearestName.distance(key, setting.key())
                    + (setting.section().equals(section) ? 0 : 1);
            int joined = 2 * NearestName.distance(key, setting.name().replace('.', '_'));
            if (Math.min(distance, joined) < least) {
                least = Math.min(distance, joined);
                best = setting;
            }
        }
        return best;
    }

    private static String placed(Setting<?> setting) {
        String place = setting.section().isEmpty()
                ? "at the top, above all sections"
                : "in section [" + setting.section() + "]";
        return setting.key() + " " + place;
    }

    /** A warning for a variable that is no setting but resembles one. */
    static Optional<ConfigProblem> suspicious(String variable) {
        if (!variable.startsWith(PREFIX) || ALL_VARIABLES.contains(variable)) {
            return Optional.empty();
        }
        return meant(variable)
                .map(nearest -> ConfigProblem.warning(
                        new Variable(variable),
                        variable + " is no setting",
                        "ignored; the nearest that is read is " + nearest));
    }

    private static Optional<String> meant(String variable) {
        String word = variable.substring(PREFIX.length());
        Optional<String> withoutSection = Setting.all().stream()
                .filter(s -> s.key().toUpperCase(Locale.ROOT).equals(word))
                .map(Setting::variable)
                .findFirst();
        return withoutSection.or(() -> NearestName.of(variable, ALL_VARIABLES)
                .filter(n -> NearestName.distance(variable, n) <= Math.max(1, word.length() / LETTERS_PER_SLIP)));
    }
}
