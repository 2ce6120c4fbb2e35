package nbe.capture;

/**
 * The numbers of btsnoop, for its writer and its reader: RFC 1761 with other data links and a time of 64 bits; all big-endian. Data links
 * and flags as Wireshark ({@code wiretap/btsnoop.c}) and BlueZ ({@code src/shared/btsnoop.h}) have them.
 */
final class Btsnoop {
    static final byte[] MAGIC = {'b', 't', 's', 'n', 'o', 'o', 'p', 0};
    static final int VERSION = 1;
    static final int HEADER_BYTES = 16;
    static final int RECORD_HEADER_BYTES = 24;

    /** Data link: HCI without H4's type byte; {@link #COMMAND_OR_EVENT} takes its place. */
    static final int UNENCAPSULATED = 1001;

    static final int UART = 1002;
    /** As btmon writes it: the flags are the adapter (high half) and {@link #MONITOR_EVENT} or another opcode. */
    static final int MONITOR = 2001;

    static final int FROM_CONTROLLER = 1;
    static final int COMMAND_OR_EVENT = 2;
    static final int MONITOR_EVENT = 3;

    /** Microseconds from the year 0 to 1970. */
    static final long UNIX_EPOCH_MICROS = 0x00DCDDB30F2F8000L;

    private Btsnoop() {}
}
