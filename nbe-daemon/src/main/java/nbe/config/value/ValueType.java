package nbe.config.value;

import java.nio.file.Path;
import java.util.List;

/**
 * Type of a setting's value: reads the value from a TOML file or an environment variable, and writes it as TOML. Each constant of
 * {@code Setting} has one; the readers of configuration files and variables call it, and make an error message of {@link NotAllowed}.
 */
public interface ValueType<T> {

    /** The allowed values, in words that follow "allowed:"; numbers with both bounds. */
    String allowed();

    /**
     * Reads the value from a TOML file.
     *
     * @param value as tomlj delivers it: String, Long, Double, Boolean, TomlArray, TomlTable or a date or time
     */
    T fromToml(Object value) throws NotAllowed;

    /**
     * Reads the value from a TOML file, where it has parts at places of their own. If an error was reported the result does not count.
     *
     * @param remarks takes what is found inside of it
     */
    default T fromToml(Object value, Remarks remarks) throws NotAllowed {
        return fromToml(value);
    }

    /** Whether a variable has to be written as TOML, too: no other text can hold the value. */
    default boolean isTomlInVariables() {
        return false;
    }

    /**
     * Reads the value from an environment variable.
     *
     * @param text the variable's text, without quotation marks and brackets
     */
    T fromText(String text) throws NotAllowed;

    /**
     * Makes a relative path absolute; returns any other value unchanged.
     *
     * @param folder absolute; the folder that a relative path starts from
     */
    default T seenFrom(Path folder, T value) {
        return value;
    }

    /** The value as it stands in a TOML file, in one line. */
    String toToml(T value);

    /**
     * The lines that set the value in a TOML file, at the end of its section.
     *
     * @param section empty: the top of the file
     */
    default List<String> assignment(String section, String key, T value) {
        return List.of(key + " = " + toToml(value));
    }
}
