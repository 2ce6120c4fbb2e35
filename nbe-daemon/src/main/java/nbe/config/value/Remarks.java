package nbe.config.value;

import org.tomlj.TomlPosition;

/** Takes what a {@link ValueType} finds inside of a value, where that has more than one place. */
public interface Remarks {
    /**
     * Something is not allowed; the whole value does not count.
     *
     * @param at in the file
     * @param wrong what is wrong, in words that follow the name of the setting, as in {@code .prefix is empty}
     * @param allowed the allowed values, in words that follow "allowed:"
     */
    void error(TomlPosition at, String wrong, String allowed);

    /**
     * Something is allowed and looks like a mistake.
     *
     * @param wrong a sentence without its full stop
     * @param remedy what to do
     */
    void warning(TomlPosition at, String wrong, String remedy);
}
