package nbe.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.config.ConfigReader;
import nbe.config.Setting;
import nbe.config.Surroundings;

/**
 * Any environment, a line {@code NAME=value} each, or {@code 7=value} for the seventh setting's variable: settings, or
 * errors; nothing is thrown.
 */
public final class ConfigVariablesTarget {
    private ConfigVariablesTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Map<String, String> environment = new HashMap<>();
        for (String line : new String(data, StandardCharsets.UTF_8).split("\n", 64)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                environment.put(name(line.substring(0, equals)), line.substring(equals + 1));
            }
        }
        environment.remove(ConfigReader.FILE_VARIABLE); // another target's business
        Surroundings here = new Surroundings(environment, List.of(), () -> "host");
        ConfigFileTarget.check(new ConfigReader(here).read(Optional.empty()));
    }

    private static String name(String written) {
        if (written.length() <= 2 && written.chars().allMatch(c -> c >= '0' && c <= '9')) {
            List<Setting<?>> settings = Setting.all();
            return settings.get(Integer.parseInt(written) % settings.size()).variable();
        }
        return written;
    }
}
