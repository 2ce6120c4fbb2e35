package nbe.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nbe.base.Printable;

/** The form of every line of the log: {@code 2026-11-22T10:15:30.123Z LEVEL component message}. */
final class LogLine {
    /** A longer message is cut; a WebSocket frame of 64 KiB still fits. */
    static final int MAX_CHARS = 100_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private LogLine() {}

    /** One line that ends with a line feed and has no other control character. */
    static String of(Instant time, String level, String component, String message) {
        StringBuilder line = new StringBuilder(48 + message.length());
        append(line, TIME.format(time), level, component, message);
        return line.toString();
    }

    /** The same, and below it a line for each line of a stack trace, with the same beginning and a bar. */
    static String of(Instant time, String level, String component, String message, String trace) {
        String moment = TIME.format(time);
        StringBuilder lines = new StringBuilder(4096);
        append(lines, moment, level, component, message);
        trace.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> append(lines, moment, level, component, "| " + line.strip()));
        return lines.toString();
    }

    private static void append(StringBuilder line, String time, String level, String component, String message) {
        line.append(time)
                .append(' ')
                .append(level)
                .append(' ')
                .append(component)
                .append(' ');
        int length = line.length();
        String text = stripped(message);
        boolean tooLong = text.length() > MAX_CHARS;
        Printable.append(line, tooLong ? text.substring(0, MAX_CHARS) : text);
        if (tooLong) {
            line.append("… (").append(text.length() - MAX_CHARS).append(" more characters)");
        }
        if (line.length() == length) {
            line.append('-');
        }
        line.append('\n');
    }

    /** The last part of a logger's name; a character that would break the line's columns becomes an underscore. */
    static String component(String loggerName) {
        String last = loggerName.substring(loggerName.lastIndexOf('.') + 1);
        StringBuilder word = new StringBuilder(last.length());
        last.codePoints()
                .map(c -> isBlank(c) || Printable.mustBeEscaped(c) ? '_' : c)
                .forEach(word::appendCodePoint);
        return word.length() == 0 ? "-" : word.toString();
    }

    private static String stripped(String message) {
        int from = 0;
        int to = message.length();
        while (from < to && isBlank(message.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(message.charAt(to - 1))) {
            to--;
        }
        return message.substring(from, to);
    }

    private static boolean isBlank(int c) {
        return (c >= '\t' && c <= '\r') || Character.isSpaceChar(c);
    }
}
