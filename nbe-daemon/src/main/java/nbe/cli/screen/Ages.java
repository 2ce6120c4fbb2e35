package nbe.cli.screen;

import java.util.Locale;

/** Spans of time in words, as a person says them: rounded down, in one or two units. */
public final class Ages {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Ages() {}

    /** {@code 0.3 s ago}, {@code 12 s ago}, {@code 2 min ago}, {@code 5 h ago}, {@code 3 days ago}. */
    public static String ago(double seconds) {
        return span(seconds) + " ago";
    }

    /** {@code 0.3 s}, {@code 12 s}, {@code 2 min}, {@code 5 h}, {@code 3 days}. */
    public static String span(double seconds) {
        double positive = Math.max(0, seconds);
        long whole = (long) positive;
        if (positive < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", positive);
        }
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < HOUR) {
            return whole / MINUTE + " min";
        }
        return whole < DAY ? whole / HOUR + " h" : days(whole / DAY);
    }

    /** The same in two units from a minute on: {@code 12 s}, {@code 2 min 5 s}, {@code 3 h 12 min}, {@code 2 days 4 h}. */
    public static String longSpan(long seconds) {
        if (seconds < MINUTE) {
            return Math.max(0, seconds) + " s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + " min " + seconds % MINUTE + " s";
        }
        return seconds < DAY
                ? seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min"
                : days(seconds / DAY) + " " + seconds % DAY / HOUR + " h";
    }

    private static String days(long days) {
        return days + (days == 1 ? " day" : " days");
    }
}
