package nbe.config.value;

import java.nio.file.Path;

/** What kind of value a setting takes: read from TOML or from a variable, written as TOML. */
public interface ValueType<T> {

    /** What the setting takes, in words that follow "allowed:"; numbers with both bounds. */
    String allowed();

    /**
     * Reads it from a file.
     *
     * @param value as tomlj delivers it: String, Long, Double, Boolean, TomlArray, TomlTable or a date or time
     */
    T fromToml(Object value) throws NotAllowed;

    /**
     * Reads it from a variable.
     *
     * @param text the value of an environment variable
     */
    T fromText(String text) throws NotAllowed;

    /**
     * The value where it does not depend on the working directory.
     *
     * @param folder absolute; what a relative path is relative to
     */
    default T seenFrom(Path folder, T value) {
        return value;
    }

    /** The value as it stands in a TOML file. */
    String toToml(T value);
}
