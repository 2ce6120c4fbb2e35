package nbe.air;

import java.util.Locale;

/**
 * Advertisements come, and no band is among them.
 *
 * @param advertisements heard within the last 60 s
 * @param devices that sent them
 * @param damaged how many of the advertisements carried the bands' company, but no known payload
 * @param companyId the bands' company, a Bluetooth SIG identifier
 */
public record Bandless(long advertisements, Census devices, long damaged, int companyId) {
    /** What an operator can do about it. */
    public static final String REMEDY = "nbe scan shows what is on the air, and why it is no band";

    /** What is wrong, in one line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "no band among %d advertisements of %s%d devices in the last 60 s; %s company 0x%04X and no known payload",
                advertisements,
                devices.atLeast() ? "at least " : "",
                devices.devices(),
                damaged == 0 ? "none of them carried" : damaged + " of them carried",
                companyId);
    }
}
