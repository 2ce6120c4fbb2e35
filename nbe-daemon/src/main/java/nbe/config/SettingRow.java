package nbe.config;

import java.util.List;
import java.util.function.Function;
import nbe.config.value.ValueType;
import nbe.config.value.WholeNumber;
import nbe.tap.TapSettings;

/** A row of {@link Setting} being written down; a field that is null is not. */
final class SettingRow<T> {
    final String section;
    final String key;
    final ValueType<T> type;
    Function<Surroundings, T> fallback;
    String fallbackWords;
    String example;
    List<String> exampleLines;
    String unprefixed;
    String switchVariable;
    Part part;
    String user;

    private SettingRow(String section, String key, ValueType<T> type) {
        this.section = section;
        this.key = key;
        this.type = type;
    }

    /** A row of the top of the file. */
    static <T> SettingRow<T> top(String key, ValueType<T> type) {
        return new SettingRow<>("", key, type);
    }

    /** A row of a section. */
    static <T> SettingRow<T> in(String section, String key, ValueType<T> type) {
        return new SettingRow<>(section, key, type);
    }

    /** Type of a row that holds a number of this range. */
    static WholeNumber within(TapSettings.Range range) {
        return WholeNumber.between(range.least(), range.most());
    }

    SettingRow<T> fallback(T value) {
        fallback = here -> value;
        fallbackWords = type.toToml(value);
        example = fallbackWords;
        exampleLines = type.assignment(section, key, value);
        return this;
    }

    SettingRow<T> fallbackHere(Function<Surroundings, T> value, String words, T exampleValue) {
        fallback = value;
        fallbackWords = words;
        example = type.toToml(exampleValue);
        exampleLines = type.assignment(section, key, exampleValue);
        return this;
    }

    SettingRow<T> alsoRead(String variable) {
        unprefixed = variable;
        return this;
    }

    SettingRow<T> offIfZero(String variable) {
        switchVariable = variable;
        return this;
    }

    SettingRow<T> usedBy(Part owner, String words) {
        part = owner;
        user = words;
        return this;
    }

    Setting<T> meaning(String text) {
        Setting<T> setting = new Setting<>(this, text);
        Setting.add(setting);
        return setting;
    }
}
