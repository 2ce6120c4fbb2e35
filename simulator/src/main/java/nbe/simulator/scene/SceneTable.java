package nbe.simulator.scene;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One table of a scene file: reads typed values and collects problems with their positions. */
final class SceneTable {
    private final TomlTable table;
    private final int line;
    private final int column;
    private final List<SceneProblem> problems;

    SceneTable(TomlTable table, int line, int column, List<SceneProblem> problems) {
        this.table = table;
        this.line = line;
        this.column = column;
        this.problems = problems;
    }

    @SafeVarargs
    final void allowOnly(Set<String>... keys) {
        Set<String> allowed = new TreeSet<>();
        for (Set<String> some : keys) {
            allowed.addAll(some);
        }
        for (String key : table.keySet()) {
            if (!allowed.contains(key)) {
                problemAt(key, "unknown key '" + key + "'; allowed are " + String.join(", ", allowed));
            }
        }
    }

    /** A problem with the table as a whole. */
    void problem(String message) {
        problems.add(new SceneProblem(line, column, message));
    }

    void problemAt(String key, String message) {
        problems.add(problemAt(table.inputPositionOf(List.of(key)), message));
    }

    static SceneProblem problemAt(TomlPosition position, String message) {
        return position == null
                ? new SceneProblem(1, 1, message)
                : new SceneProblem(position.line(), position.column(), message);
    }

    /** Adds a problem if the key is missing. */
    <T> Optional<T> required(String key, Optional<T> value) {
        if (value.isEmpty() && value(key) == null) {
            problem("'" + key + "' is missing");
        }
        return value;
    }

    private Object value(String key) {
        return table.get(List.of(key));
    }

    Optional<SceneTable> table(String key) {
        Object value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof TomlTable inner) {
            TomlPosition at = table.inputPositionOf(List.of(key));
            return Optional.of(new SceneTable(inner, at.line(), at.column(), problems));
        }
        problemAt(key, key + " is written as [" + key + "]");
        return Optional.empty();
    }

    Optional<String> text(String key) {
        Object value = value(key);
        if (value == null || (value instanceof String text && !text.isBlank())) {
            return Optional.ofNullable((String) value);
        }
        problemAt(key, key + " is " + value + ", allowed is a text");
        return Optional.empty();
    }

    Optional<String> oneOf(String key, Set<String> allowed) {
        Optional<String> value = text(key);
        if (value.isPresent() && !allowed.contains(value.get())) {
            problemAt(key, key + " is '" + value.get() + "', allowed are " + String.join(", ", new TreeSet<>(allowed)));
            return Optional.empty();
        }
        return value;
    }

    Optional<Boolean> yesOrNo(String key) {
        Object value = value(key);
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        problemAt(key, key + " is " + value + ", allowed is true or false");
        return Optional.empty();
    }

    Optional<Double> number(String key, double low, double high) {
        Object value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number number) {
            double is = number.doubleValue();
            if (is >= low && is <= high) {
                return Optional.of(is);
            }
        }
        problemAt(key, key + " is " + value + ", allowed is a number from " + low + " to " + high);
        return Optional.empty();
    }

    Optional<Integer> integer(String key, int low, int high) {
        Object value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Long is && is >= low && is <= high) {
            return Optional.of(is.intValue());
        }
        problemAt(key, key + " is " + value + ", allowed is a whole number from " + low + " to " + high);
        return Optional.empty();
    }
}
