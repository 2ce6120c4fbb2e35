package nbe.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.base.Printable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** The effective settings as {@code nbe check} prints them: a line each with value and source. */
public final class SettingsTable {
    private static final String GAP = "  ";
    /** Longer values do not widen the column: the last one stays in sight. */
    private static final int WIDEST = 48;

    private SettingsTable() {}

    /**
     * Key, value and origin in columns, an empty line before each section.
     *
     * @param file the file that was read; empty: none, and the first line says so
     * @param ansi whether there are colours; values that are set are bold then
     * @return lines that end with {@code \n}
     */
    public static String text(Optional<Path> file, Settings settings, Ansi ansi) {
        int keyWidth =
                Setting.all().stream().mapToInt(s -> s.name().length()).max().orElse(0);
        int valueWidth = Setting.all().stream()
                .flatMap(s -> shown(settings, s).stream())
                .mapToInt(String::length)
                .filter(width -> width <= WIDEST)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder(file.map(f -> "configuration file: " + Printable.line(f.toString()))
                .orElse("configuration file: none, the defaults count"));
        text.append("\n\n");
        String section = "";
        for (Setting<?> setting : Setting.all()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                text.append('\n');
            }
            Origin origin = settings.origin(setting);
            List<String> lines = shown(settings, setting);
            for (int i = 0; i < lines.size(); i++) {
                boolean first = i == 0;
                String value = first ? padded(lines.get(i), valueWidth) : lines.get(i);
                text.append(padded(first ? setting.name() : "", keyWidth)).append(GAP);
                text.append(origin == Origin.Default.DEFAULT ? value : bold(value, ansi));
                text.append(first ? GAP + origin.brief() : "").append('\n');
            }
        }
        return text.toString();
    }

    /** The value in one line; one that takes several in a file as it stands there. */
    private static List<String> shown(Settings settings, Setting<?> setting) {
        if (settings.value(setting).equals(Optional.empty())) {
            return List.of("none");
        }
        List<String> lines = settings.assignment(setting);
        return (lines.size() > 1 ? lines : List.of(settings.toToml(setting)))
                .stream().map(Printable::line).toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String bold(String text, Ansi ansi) {
        return ansi.enabled() ? Style.on(Style.bold) + text + Style.off(Style.bold) : text;
    }
}
