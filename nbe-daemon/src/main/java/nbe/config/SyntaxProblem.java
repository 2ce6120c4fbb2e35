package nbe.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.base.Printable;
import nbe.config.Origin.InFile;
import org.tomlj.TomlParseError;

/** Rewords a parser's error for operators: where, what, and for the usual mistakes the remedy. */
final class SyntaxProblem {
    private static final Pattern QUOTATION = Pattern.compile("'.{2,}'", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z0-9_.-]+)");
    private static final Pattern BARE_TRUTH = Pattern.compile("[^=#]*=\\s*(?i)(true|false|yes|no|on|off)\\s*(#.*)?");
    private static final Pattern BARE_TEXT = Pattern.compile("[^=#\"']*=\\s*[^\\s\"'\\[\\]{}0-9+#-].*");
    private static final Pattern TYPOGRAPHIC_QUOTES =
            Pattern.compile(".*[\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB].*");
    private static final Pattern TYPOGRAPHIC_MINUS = Pattern.compile(".*=\\s*[\u2010-\u2015\u2212].*");

    private SyntaxProblem() {}

    static ConfigProblem of(Path file, List<String> lines, TomlParseError error) {
        int line = error.position().line();
        String source = line <= lines.size() ? lines.get(line - 1) : "";
        String message = Printable.line(withoutSecrets(error.getMessage(), source));
        String wrong = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
        Optional<Setting<?>> setting = settingOf(source);
        return ConfigProblem.error(
                new InFile(file, line, error.position().column()),
                setting.filter(s -> !wrong.startsWith(s.key()))
                        .map(s -> s.key() + ": " + wrong)
                        .orElse(wrong),
                usualMistake(message, source)
                        .or(() -> setting.map(s -> "allowed: " + s.allowed()))
                        .orElse("allowed: key = value, [section], # comment, each on a line of its own"));
    }

    /** Removes quotations from a line with an @: they may contain a part of a password. */
    private static String withoutSecrets(String message, String source) {
        return source.indexOf('@') < 0 ? message : QUOTATION.matcher(message).replaceAll("text");
    }

    private static Optional<String> usualMistake(String message, String source) {
        if (message.contains("previously defined")) {
            return Optional.of("each key and each [section] may stand once");
        }
        if (message.contains("escape sequence")) {
            return Optional.of(
                    "write a path in single quotes, as in 'C:\\Nymi\\file', where backslashes stand for themselves");
        }
        if (TYPOGRAPHIC_QUOTES.matcher(source).matches()) {
            return Optional.of("use the plain quotation mark \" instead of a typographic one");
        }
        if (TYPOGRAPHIC_MINUS.matcher(source).matches()) {
            return Optional.of("use the plain minus sign - instead of a typographic one");
        }
        if (BARE_TRUTH.matcher(source).matches()) {
            return Optional.of("allowed: true or false, in small letters");
        }
        if (BARE_TEXT.matcher(source).matches()) {
            return Optional.of("text stands in quotation marks, as in key = \"text\"");
        }
        return Optional.empty();
    }

    /** The setting whose key the line begins with, if only one section has the key: a file that does not parse has no sections. */
    private static Optional<Setting<?>> settingOf(String source) {
        Matcher key = KEY.matcher(source);
        if (!key.lookingAt()) {
            return Optional.empty();
        }
        List<Setting<?>> named = Setting.all().stream()
                .filter(s -> s.key().equals(key.group(1)) || s.name().equals(key.group(1)))
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
