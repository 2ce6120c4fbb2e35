package nbe.air;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Advertisements come, and no band is among them.
 *
 * @param advertisements heard within the last 60 s
 * @param devices that sent them
 * @param unknown how many of the advertisements carried a payload's company or began as a payload does, and were none
 * @param damaged those of them that began as a payload does
 * @param companies whose manufacturer-specific data a payload is, Bluetooth SIG identifiers
 */
public record Bandless(long advertisements, Census devices, long unknown, long damaged, List<Integer> companies) {
    /** What an operator can do about it. */
    public static final String REMEDY = "nbe scan shows what is on the air, and why it is no band";

    /** Copies the list. */
    public Bandless {
        companies = List.copyOf(companies);
    }

    /** What is wrong, in one line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "no band among %d advertisements of %s%d devices in the last 60 s; %s %s and no known payload",
                advertisements,
                devices.atLeast() ? "at least " : "",
                devices.devices(),
                unknown == 0 ? "none of them carried" : unknown + " of them carried",
                known());
    }

    private String known() {
        return companies.isEmpty()
                ? "the prefix of a payload"
                : "company "
                        + companies.stream()
                                .map(company -> String.format(Locale.ROOT, "0x%04X", company))
                                .collect(Collectors.joining(" or "));
    }
}
