package nbe.config;

import nbe.config.value.NotAllowed;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** What a value is by its looks, so that a hint at a misspelt key never leads to a key of another type or unit. */
enum ValueKind {
    TEXT,
    LIST,
    FLAG,
    /** A number below 0: in dBm. */
    LEVEL,
    /** A number of 0 or more: samples, seconds, bytes. */
    COUNT,
    /** A section, a date: no setting holds one. */
    NOTHING;

    private static final String TOML_LEVEL = "-";

    /** Of a value as tomlj delivers it. */
    static ValueKind of(Object value) {
        if (value instanceof String) {
            return TEXT;
        }
        if (value instanceof TomlArray) {
            return LIST;
        }
        if (value instanceof Boolean) {
            return FLAG;
        }
        if (value instanceof Number number) {
            return number.doubleValue() < 0 ? LEVEL : COUNT;
        }
        return NOTHING;
    }

    /** Of a value as a file has it. */
    private static ValueKind ofToml(String toml) {
        if (toml.equals("true") || toml.equals("false")) {
            return FLAG;
        }
        return switch (toml.charAt(0)) {
            case '"', '\'' -> TEXT;
            case '[' -> LIST;
            default -> toml.startsWith(TOML_LEVEL) ? LEVEL : COUNT;
        };
    }

    /** Whether a value may have been meant for a setting: one that it allows, or of the kind of those. */
    static boolean fits(Setting<?> setting, Object value) {
        if (value instanceof TomlTable) {
            return false;
        }
        try {
            setting.type().fromToml(value);
            return true;
        } catch (NotAllowed e) {
            return of(value) == ofToml(setting.example());
        }
    }
}
