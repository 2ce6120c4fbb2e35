package nbe.config.value;

import java.nio.file.Path;

/** The type of a setting's value: reads it from TOML or from a variable, writes it as TOML. */
public interface ValueType<T> {

    /** The allowed values, in words that follow "allowed:"; numbers with both bounds. */
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
     * The value, independent of the working directory.
     *
     * @param folder absolute; the folder that a relative path begins in
     */
    default T seenFrom(Path folder, T value) {
        return value;
    }

    /** The value as it stands in a TOML file. */
    String toToml(T value);
}
