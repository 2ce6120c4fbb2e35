package nbe.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import nbe.base.Printable;
import org.slf4j.event.Level;

/**
 * A message of the log before it is written.
 *
 * @param component one word without blanks
 * @param message without blanks at either end, and cut after {@link #MAX_CHARS}; may hold any other character
 * @param stack the stack trace with its line feeds; empty if nothing was thrown
 */
record LogEntry(Instant time, Level level, String component, String message, String stack) {
    /** A longer message is cut; a WebSocket frame of 64 KiB still fits. */
    static final int MAX_CHARS = 100_000;

    /** Characters of a line beside component, message and stack; roughly. */
    private static final int LINE_CHARS = 48;

    /** Cuts the message. */
    LogEntry {
        message = cut(stripped(message));
    }

    /** Without a stack trace. */
    LogEntry(Instant time, Level level, String component, String message) {
        this(time, level, component, message, "");
    }

    /** Formats the message of an event: belongs to the thread that logs, since arguments may change later. */
    static LogEntry of(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return new LogEntry(
                event.getInstant(),
                Level.valueOf(event.getLevel().toString()),
                component(event.getLoggerName()),
                String.valueOf(event.getFormattedMessage()),
                thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    /** Whether it is a DEBUG or TRACE message, which is dropped before others are. */
    boolean isDetail() {
        return level.toInt() < Level.INFO.toInt();
    }

    /** Room that it takes in a queue. */
    int chars() {
        return LINE_CHARS + component.length() + message.length() + stack.length();
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

    private static String cut(String text) {
        return text.length() <= MAX_CHARS
                ? text
                : text.substring(0, MAX_CHARS) + "… (" + (text.length() - MAX_CHARS) + " more characters)";
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
