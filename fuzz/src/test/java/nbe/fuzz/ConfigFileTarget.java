package nbe.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.config.ConfigProblem;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.config.Surroundings;

/** Any file as {@code nbe.toml}: the reader returns settings, or errors with a position, and throws nothing. */
public final class ConfigFileTarget {
    private static final Path FILE = file();
    private static final ConfigReader READER = new ConfigReader(new Surroundings(Map.of(), List.of(), () -> "host"));

    private ConfigFileTarget() {}

    private static Path file() {
        try {
            Path memory = Path.of("/dev/shm");
            Path file = Files.isWritable(memory)
                    ? Files.createTempFile(memory, "nbe", ".toml")
                    : Files.createTempFile("nbe", ".toml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void fuzzerTestOneInput(byte[] data) {
        ConfigReading reading = read(data);
        check(reading);
        reading.settings().ifPresent(ConfigFileTarget::rewrite);
    }

    private static ConfigReading read(byte[] data) {
        try {
            Files.write(FILE, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return READER.read(Optional.of(FILE));
    }

    static void check(ConfigReading reading) {
        Check.that(reading.settings().isPresent() == reading.errors().isEmpty(), "settings or errors");
        for (ConfigProblem problem : reading.problems()) {
            String text = problem.toString();
            Check.that(!problem.wrong().isBlank() && !problem.remedy().isBlank(), "no words: " + text);
            Check.that(text.chars().noneMatch(Character::isISOControl), "control characters: " + text);
            Check.that(text.length() < 2_000, "as long as a file: " + text);
        }
    }

    /** Written to a file and read again, settings are the same. */
    private static void rewrite(Settings settings) {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (Setting<?> setting : Setting.all()) {
            if (settings.value(setting).equals(Optional.empty())) {
                continue;
            }
            if (!setting.section().equals(section)) {
                section = setting.section();
                text.append('[').append(section).append("]\n");
            }
            text.append(setting.key())
                    .append(" = ")
                    .append(settings.toToml(setting))
                    .append('\n');
        }
        ConfigReading again = read(text.toString().getBytes(StandardCharsets.UTF_8));
        Settings same =
                again.settings().orElseThrow(() -> new AssertionError("refused as " + again.problems() + ":\n" + text));
        for (Setting<?> setting : Setting.all()) {
            Check.equal(settings.value(setting), same.value(setting), setting.name());
        }
    }
}
