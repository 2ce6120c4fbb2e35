package nbe.pcsc.binding;

import java.util.Locale;

/** How PC/SC is reached (setting {@code [nfc] binding}). */
public enum Binding {
    /** The operating system's library, called through JNA. */
    NATIVE,
    /** {@code javax.smartcardio}, with a provider of the JRE. */
    SMARTCARDIO;

    /** As it stands in a configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
