package nbe.config;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * A part of the running daemon, with what a reload does to it when one of its settings has changed; the order is that in which a reload
 * goes through them.
 */
public enum Part {
    /** Level, format and file of the log. */
    LOG("counts at a reload"),
    /** Presence, proximity and taps. */
    BANDS("counts at a reload"),
    /** Which advertisements are a band's. */
    PAYLOADS("counts at a reload"),
    /** Which readers are watched, and which UIDs count. Each reload concerns it: what no entry matches is said again. */
    READERS("counts at a reload"),
    /** Whether there is NFC, and how PC/SC is reached. */
    NFC("counts at a reload: the watch on the readers begins anew, or ends"),
    /** Whether there is Bluetooth: the agent learns that at the start of a connection. */
    BLUETOOTH("counts at a reload: all dongles are opened or closed, and the connection to the agent begins anew"),
    /** Which dongles are used. */
    ADAPTERS("counts at a reload: all dongles are closed, and those of the new setting opened"),
    /** The agent, the way to it, and the name of this endpoint there. */
    AGENT("counts at a reload: the connection to the agent ends, and the next begins at once"),
    /** Where the metrics are read. */
    METRICS("counts at a reload: listener and file begin anew"),
    /** Where the daemon can be asked. */
    CONTROL("counts at a reload: the socket closes, and the new one opens");

    private final String atChange;

    Part(String atChange) {
        this.atChange = atChange;
    }

    /** The parts that these settings concern. */
    public static Set<Part> of(Collection<Setting<?>> changed) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        changed.forEach(setting -> parts.add(setting.part()));
        if (parts.contains(BLUETOOTH)) {
            parts.add(AGENT);
        }
        return parts;
    }

    /** When a change of a setting takes effect, in words that follow "a change". */
    String atChange() {
        return atChange;
    }
}
