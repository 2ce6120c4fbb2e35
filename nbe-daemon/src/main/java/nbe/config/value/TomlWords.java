package nbe.config.value;

import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Describes TOML values in error messages, and writes texts as TOML. The value types and the readers of configuration files call it. */
public final class TomlWords {
    private static final int SHOWN = 60;

    private TomlWords() {}

    /** As in {@code the text "10"}: the type and, where it fits in a line, the value. */
    public static String describe(Object value) {
        if (value instanceof String text) {
            return "the text " + shortened(text);
        }
        if (value instanceof TomlArray) {
            return "an array";
        }
        if (value instanceof TomlTable) {
            return "a section";
        }
        if (value instanceof Boolean || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Double) {
            return value + ", no whole number";
        }
        return "the date or time " + value;
    }

    /** The text in quotation marks, cut after 60 characters, with control characters escaped. */
    public static String shortened(String text) {
        int end = text.codePointCount(0, text.length()) <= SHOWN ? text.length() : text.offsetByCodePoints(0, SHOWN);
        return '"' + Toml.tomlEscape(text.substring(0, end)).toString() + (end < text.length() ? "…" : "") + '"';
    }

    /** The text as a TOML string; in single quotes if it has backslashes. */
    public static String quoted(String text) {
        boolean literal = text.indexOf('\\') >= 0
                && text.indexOf('\'') < 0
                && text.chars().noneMatch(c -> Character.isISOControl(c));
        return literal ? "'" + text + "'" : '"' + Toml.tomlEscape(text).toString() + '"';
    }
}
