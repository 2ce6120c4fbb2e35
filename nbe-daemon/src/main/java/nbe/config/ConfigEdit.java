package nbe.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/**
 * Changes single keys outside of all sections in the text of a configuration file. Every other line stays as the administrator wrote it,
 * comments, order and line ends included. A line editor, since no TOML library for Java keeps comments; after each change the text is
 * parsed, and a change that does more or less than it should is rejected. For one thread.
 */
public final class ConfigEdit {
    /** A value on one line, what stands before it, and the comment after it. */
    private static final Pattern VALUE_LINE = Pattern.compile(
            "(?<head>\\s*[\\w\"'-]+\\s*=\\s*)(?<value>\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^#\\s\"']+)(?<tail>\\s*(?:#.*)?)",
            Pattern.DOTALL);

    private static final Pattern LINE_START = Pattern.compile("(?<=\n)");

    private final Path file;
    private String text;

    /**
     * Takes the text.
     *
     * @param file for messages
     * @throws IOException if it is no TOML
     */
    public ConfigEdit(Path file, String text) throws IOException {
        this.file = file;
        this.text = text;
        TomlParseResult table = Toml.parse(text);
        if (table.hasErrors()) {
            throw new IOException(file + " does not parse, so it was left as it is: `nbe check` tells where; "
                    + table.errors().get(0).getMessage());
        }
    }

    /** The text with all changes so far. */
    public String text() {
        return text;
    }

    /**
     * Sets a key: in its line; without one in a line of its own, below the line of comment that shows the key, else below its relatives
     * (keys with the same first word), else below {@code agent_url}, else at the top.
     *
     * @param value as TOML
     * @throws IOException if the file is written in a way in which the key cannot be changed; the text stays
     */
    public void set(String key, String value) throws IOException {
        String line = key + " = " + value;
        List<String> lines = lines();
        TomlParseResult before = Toml.parse(text);
        List<List<String>> attempts = new ArrayList<>();
        TomlPosition position = before.inputPositionOf(List.of(key));
        if (position != null) {
            Matcher old = VALUE_LINE.matcher(lines.get(position.line() - 1));
            if (old.matches()) {
                attempts.add(replaced(lines, position.line() - 1, old.group("head") + value + old.group("tail")));
            }
        } else {
            places(key, lines, before).forEach(place -> attempts.add(inserted(lines, place, line)));
        }
        Object wanted = Toml.parse(line).get(List.of(key));
        String changed = attempts.stream()
                .map(attempt -> String.join("", attempt))
                .filter(attempt -> isSame(before, Toml.parse(attempt), key, Optional.of(wanted)))
                .findFirst()
                .orElseThrow(() -> new IOException("the " + key + " of " + file
                        + " is written in a way that cannot be changed from here; please write it by hand: " + line));
        text = changed;
    }

    /**
     * Makes comments of the keys of an earlier version that do not count beside a key of this file.
     *
     * @return these keys
     * @throws IOException if one cannot be changed; the text stays as it was before that
     */
    public List<String> disableFormerKeys() throws IOException {
        List<String> disabled = new ArrayList<>();
        for (FormerKey former : FormerKey.values()) {
            TomlParseResult table = Toml.parse(text);
            String now = former.now().stream().map(Setting::key).collect(Collectors.joining(" and "));
            if (table.contains(List.of(former.key()))
                    && former.now().stream().anyMatch(setting -> table.contains(List.of(setting.key())))) {
                disable(former.key(), table, now + " took its place");
                disabled.add(former.key());
            }
        }
        return disabled;
    }

    private void disable(String key, TomlParseResult before, String why) throws IOException {
        List<String> lines = lines();
        int at = before.inputPositionOf(List.of(key)).line() - 1;
        String old = lines.get(at);
        String end = old.substring(old.stripTrailing().length());
        String changed = String.join("", replaced(lines, at, "# " + old.stripTrailing() + "  # " + why + end));
        if (!isSame(before, Toml.parse(changed), key, Optional.empty())) {
            throw new IOException("the " + key + " of " + file
                    + " is written in a way that cannot be changed from here; please take it out by hand");
        }
        text = changed;
    }

    private List<String> lines() {
        return text.isEmpty() ? List.of() : List.of(LINE_START.split(text));
    }

    private static List<String> replaced(List<String> lines, int at, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, line);
        return changed;
    }

    private List<String> inserted(List<String> lines, int at, String line) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        List<String> changed = new ArrayList<>(lines);
        if (at > 0 && !changed.get(at - 1).endsWith("\n")) {
            changed.set(at - 1, changed.get(at - 1) + end);
        }
        changed.add(at, line + end);
        return changed;
    }

    /** Before which lines a new one can stand, the best place first. */
    private static List<Integer> places(String key, List<String> lines, TomlParseResult table) {
        List<Integer> places = new ArrayList<>();
        Pattern shown = Pattern.compile("#\\s*" + Pattern.quote(key) + "\\s*=.*", Pattern.DOTALL);
        for (int i = 0; i < lines.size(); i++) {
            if (shown.matcher(lines.get(i)).matches()) {
                places.add(i + 1);
            }
        }
        String family = key.split("_", 2)[0] + "_";
        table.keySet().stream()
                .filter(relative -> relative.startsWith(family))
                .mapToInt(relative -> table.inputPositionOf(List.of(relative)).line())
                .max()
                .ifPresent(places::add);
        TomlPosition url = table.inputPositionOf(List.of(Setting.AGENT_URL.key()));
        if (url != null) {
            places.add(url.line());
        }
        places.add(0);
        return places;
    }

    /** Whether the key has this value now, and all others have the values of before. */
    private static boolean isSame(TomlParseResult before, TomlParseResult after, String key, Optional<Object> value) {
        return !after.hasErrors()
                && Objects.equals(after.get(List.of(key)), value.orElse(null))
                && rest(before, key).equals(rest(after, key));
    }

    private static Map<List<String>, String> rest(TomlParseResult table, String key) {
        Map<List<String>, String> values = new HashMap<>();
        for (List<String> path : table.keyPathSet(false)) {
            Object value = table.get(path);
            values.put(path, value instanceof TomlArray array ? array.toJson() : String.valueOf(value));
        }
        values.remove(List.of(key));
        return values;
    }
}
