package nbe.testing;

import java.util.Locale;

/** Tables on standard output, progress on standard error. */
public final class Report {
    private final String name;

    /** @param name of the command, in front of progress */
    public Report(String name) {
        this.name = name;
    }

    /** What is being done now. */
    public void progress(String format, Object... values) {
        System.err.println(name + ": " + String.format(Locale.ROOT, format, values));
    }

    /** A line of the answer. */
    public void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** A title with an empty line above. */
    public void title(String text) {
        line("");
        line("%s", text);
    }

    /** The heads of {@link #spread}. */
    public void spreadHead() {
        line("  %-46s %5s %9s %9s %9s %9s %9s  %s", "", "n", "min", "median", "p95", "p99", "max", "unit");
    }

    /** One row of order statistics. */
    public void spread(String what, Spread spread, String unit) {
        line(
                "  %-46s %5d %9.2f %9.2f %9.2f %9.2f %9.2f  %s",
                what,
                spread.count(),
                spread.min(),
                spread.median(),
                spread.percentile(95),
                spread.percentile(99),
                spread.max(),
                unit);
    }
}
