package nbe.pcsc.binding;

import java.util.StringJoiner;
import javax.smartcardio.ATR;

/**
 * The state of one reader as the service reported it (SCARD_READERSTATE).
 *
 * @param reader full name
 * @param state dwEventState unchanged: flags in the lower 16 bits, the count of insertions and removals in the upper; handed
 *     back as it came, since the service compares both
 * @param atr of the card; null if none was reported
 */
public record ReaderStatus(String reader, int state, ATR atr) {
    /** The pseudo-reader that changes when a reader comes or goes. */
    public static final String PNP = "\\\\?PnP?\\Notification";

    public static final int UNAWARE = 0;
    public static final int CHANGED = 0x0002;
    public static final int UNKNOWN = 0x0004;
    public static final int UNAVAILABLE = 0x0008;
    public static final int EMPTY = 0x0010;
    public static final int PRESENT = 0x0020;
    static final int EXCLUSIVE = 0x0080;
    static final int INUSE = 0x0100;
    public static final int MUTE = 0x0200;
    static final int UNPOWERED = 0x0400;

    private static final String[] FLAG_NAMES = {
        "IGNORE",
        "CHANGED",
        "UNKNOWN",
        "UNAVAILABLE",
        "EMPTY",
        "PRESENT",
        "ATRMATCH",
        "EXCLUSIVE",
        "INUSE",
        "MUTE",
        "UNPOWERED"
    };

    /**
     * A reader that works.
     *
     * @param card whether a readable card lies on it
     * @param events insertions and removals since the reader was connected
     */
    public static ReaderStatus working(String reader, boolean card, int events) {
        return new ReaderStatus(reader, events << 16 | (card ? PRESENT : EMPTY), null);
    }

    /** A reader whose state is not known yet. */
    public static ReaderStatus unaware(String reader) {
        return new ReaderStatus(reader, UNAWARE, null);
    }

    private boolean has(int flag) {
        return (state & flag) != 0;
    }

    public boolean changed() {
        return has(CHANGED);
    }

    /** The service does not know the reader (any more). */
    public boolean unknown() {
        return has(UNKNOWN);
    }

    /** The service lists the reader, but its driver does not reach it. */
    public boolean unavailable() {
        return has(UNAVAILABLE);
    }

    /** Something lies there, be it readable or not. */
    public boolean present() {
        return has(PRESENT) && !unknown() && !unavailable();
    }

    boolean mute() {
        return has(MUTE);
    }

    public boolean exclusive() {
        return has(EXCLUSIVE);
    }

    public boolean inUse() {
        return has(INUSE);
    }

    /**
     * A card that answers. A mute one never does. One that is unpowered and has an ATR was switched off by Windows after reading it;
     * a connection switches it on again.
     */
    public boolean readable() {
        return present() && !mute() && !(has(UNPOWERED) && atr == null);
    }

    /** Insertions and removals since the reader was connected, modulo 65536; always 0 where the service does not count. */
    public int events() {
        return state >>> 16;
    }

    /** This state as the caller's knowledge for the next wait, without the changed bit, which is not part of the state. */
    public ReaderStatus asKnown() {
        return new ReaderStatus(reader, state & ~CHANGED, atr);
    }

    /** {@code PRESENT,INUSE events 3}, for the log. */
    public String flags() {
        StringJoiner names = new StringJoiner(",");
        names.setEmptyValue("UNAWARE");
        for (int bit = 0; bit < FLAG_NAMES.length; bit++) {
            if (has(1 << bit)) {
                names.add(FLAG_NAMES[bit]);
            }
        }
        return names + " events " + events();
    }
}
