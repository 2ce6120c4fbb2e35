package nbe.bgapi.machine;

import java.util.Optional;
import java.util.regex.Pattern;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.wire.SkippedBytes;

/** Text that stands where packets should be: a sign of what is at the port instead of a dongle that speaks BGAPI. */
public record StrayText(String text) {
    /** "enter ASCII 0 to reboot in dfu" has 31 characters. */
    private static final int SHORTEST = 16;
    /** {@code AT} and a line end, which a program sends to search for a modem. */
    private static final int SHORTEST_COMMAND = 3;
    /** A command of its own, or a line of them; what cannot be printed has become a dot. */
    private static final Pattern AT_COMMAND = Pattern.compile("(?:^|\\.)AT(?:\\.|$|[+&%$#^]|[DEHIQSVXZ]\\d?)");

    private static final int SHOWN = 40;

    /** Empty if the skipped bytes are no text. */
    public static Optional<StrayText> in(SkippedBytes skipped) {
        if (!skipped.looksLikeText(SHORTEST_COMMAND)) {
            return Optional.empty();
        }
        String all = skipped.text();
        StrayText text = new StrayText(all.substring(0, Math.min(SHOWN, all.length())));
        return skipped.count() >= SHORTEST || text.isAtCommand() ? Optional.of(text) : Optional.empty();
    }

    private boolean isAtCommand() {
        return AT_COMMAND.matcher(text).find();
    }

    /** Modem commands come from a program that takes the dongle for a modem; any other text from its firmware. */
    public AdapterProblem problem() {
        return isAtCommand() ? AdapterProblem.MODEM_MANAGER : AdapterProblem.FOREIGN_FIRMWARE;
    }

    public String detail() {
        return isAtCommand() ? "modem commands as it sends them: \"" + text + "\"" : "it says \"" + text + "\"";
    }
}
