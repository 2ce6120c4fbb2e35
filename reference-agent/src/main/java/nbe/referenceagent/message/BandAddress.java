package nbe.referenceagent.message;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address of a band as this agent writes it: {@code C2:FA:D7:F0:D7:96}. */
public final class BandAddress {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){5}");

    private BandAddress() {}

    /** Reads an address in either case, with {@code :} or {@code -} between the bytes. */
    public static Optional<String> read(String text) {
        String address = text.replace('-', ':').toUpperCase(Locale.ROOT);
        return ADDRESS.matcher(address).matches() ? Optional.of(address) : Optional.empty();
    }
}
