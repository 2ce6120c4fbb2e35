package nbe.config;

import nbe.config.value.NotAllowed;
import nbe.config.value.Remarks;
import nbe.config.value.ValueType;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/**
 * Reads the value of an environment variable. It needs no quotation marks or brackets; a value that has them, as env files and lists in
 * Compose leave them, is parsed as TOML, and rejected if it does not parse: a quotation mark is never part of a path or of a name.
 */
final class VariableText {
    private static final String KEY = "v";
    private static final String PLAIN =
            "in a variable the value alone, without quotation marks and brackets; a list with commas between (A,B)";

    private VariableText() {}

    /**
     * The value that the text stands for.
     *
     * @param remarks takes what is wrong inside of it, at places of the text
     */
    static <T> T read(ValueType<T> type, String text, Remarks remarks) throws NotAllowed {
        if (!looksLikeToml(text)) {
            return type.fromText(text);
        }
        Object value = parsed(text.strip());
        return value instanceof String plain ? type.fromText(plain) : type.fromToml(value, remarks);
    }

    /** Whether it has quotation marks or brackets, as in a file. */
    static boolean looksLikeToml(String text) {
        String whole = text.strip();
        boolean isAddress = whole.contains("]:"); // [::1]:9464
        if (whole.startsWith("[") && !isAddress) {
            return true;
        }
        for (String part : text.split(",", -1)) {
            String bare = part.strip();
            if (!bare.isEmpty() && (isQuote(bare, 0) || isQuote(bare, bare.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    /** The same text without quotation marks around it, for variables that are no setting. */
    static String unquoted(String text) {
        String bare = text.strip();
        boolean quoted = bare.length() > 1 && isQuote(bare, 0) && bare.charAt(0) == bare.charAt(bare.length() - 1);
        return quoted ? bare.substring(1, bare.length() - 1) : text;
    }

    private static boolean isQuote(String text, int index) {
        return text.charAt(index) == '"' || text.charAt(index) == '\'';
    }

    /** One value, or several quoted ones with commas between, which are a list without its brackets. */
    private static Object parsed(String text) throws NotAllowed {
        for (String candidate : new String[] {text, "[" + text + "]"}) {
            TomlParseResult table = Toml.parse(KEY + " = " + candidate);
            boolean oneValue = !table.hasErrors() && table.keySet().size() == 1;
            if (oneValue && (table.get(KEY) instanceof String || table.get(KEY) instanceof TomlArray)) {
                return table.get(KEY);
            }
        }
        // the text is not repeated: it may hold a password
        throw new NotAllowed("is written with quotation marks or brackets, but not as TOML has them", PLAIN);
    }
}
