package nbe.bgapi.machine;

/**
 * How long the driver waits for what, in nanoseconds. They keep these limits: the driver notices within 3 s a dongle that is plugged in,
 * unplugged or silent, reports 5010 within 6 s, and uses a dongle that works again within 3 s.
 */
public final class Timings {
    private static final long MS = 1_000_000L;

    /** Between two looks for an absent port where the system reports changes: in case it missed one. */
    public static final long LOOK_WATCHED = 2_000 * MS;
    /** After a change the thread looks at short intervals: a node is there before its link, its ids and its owner. */
    public static final long LOOK_CLOSELY = 5_000 * MS;
    /** Shortest time between two looks, even after changes. */
    public static final long LOOK_SPACING = 20 * MS;
    /** At the start nothing is attached if the first looks find nothing. */
    static final long ABSENT_AT_START = 300 * MS;
    /** A dongle that restarts by itself is back after 0.5 to 2 s; one that is unplugged must be reported within 3 s. */
    static final long ABSENT_LATER = 1_000 * MS;
    /** A port that has just appeared belongs to root until udev has run, and a former owner may still be closing it. */
    static final long OPEN_REFUSED = 1_500 * MS;
    /** Between two attempts to open while {@link #OPEN_REFUSED} runs, and after it. */
    static final long OPEN_AGAIN_SOON = 250 * MS;

    static final long OPEN_AGAIN = 1_000 * MS;
    /** Before a port is opened again after a fault of our own. */
    static final long AFTER_FAULT = 500 * MS;

    /** Silence after the first command to an unknown dongle, which may have been left in mid-command. */
    static final long ANSWER_AT_START = 2_000 * MS;
    /** The same of a dongle that was silent or has restarted before. */
    static final long ANSWER_AGAIN = 1_000 * MS;
    /** Events queue in front of a response: while they flow, a response may take this long. */
    static final long ANSWER_IN_TRAFFIC = 2_500 * MS;
    /** A command is sent again after this much silence: the former may have completed half a command in its parser. */
    static final long RESEND = 350 * MS;

    static final long RESEND_IN_TRAFFIC = 1_000 * MS;
    /** How often a waiting state checks the time. */
    static final long CHECK = 100 * MS;

    /** A scanning dongle that has sent nothing for so long gets hello. */
    static final long HELLO_AFTER = 1_000 * MS;
    /** The dongle gets hello twice in this time. An idle one answers within a few milliseconds. */
    static final long HELLO_ANSWER = 1_000 * MS;

    static final long HELLO_AGAIN = 500 * MS;
    /** No advertisement at all: in an empty room nothing is wrong; restarting the scan costs nothing. */
    static final long QUIET_SCAN = 60_000 * MS;

    /** For the bytes of the reset command to leave the driver. */
    static final long RESET_GETS_OUT = 150 * MS;
    /** A dongle that has not left the bus by then took no notice of the reset. */
    static final long RESET_LEAVES = 500 * MS;
    /** One that has left it is back within 1 to 3 s. */
    static final long RESET_RETURNS = 3_000 * MS;
    /** A reset once for each trouble, and then no more often than this. */
    static final long RESET_AGAIN = 60_000 * MS;
    /** Trouble is over after so much undisturbed scanning. */
    static final long HEALTHY = 10_000 * MS;

    /** Between two attempts of a dongle that refuses to scan. */
    static final long REFUSED_AGAIN = 1_500 * MS;
    /** Between two commands to a dongle that does not answer. */
    static final long PROBE = 1_000 * MS;
    /** Its port is closed and opened again now and then, so that no bytes pile up in the driver. */
    static final long PROBE_REOPEN = 30_000 * MS;

    /** A borrower has returned the radio by then: it may try to connect for 10 s, and needs some for giving up. */
    static final long LONGEST_LOAN = 20_000 * MS;
    /** Between two attempts to scan beside a connection. */
    static final long DEAF_AGAIN = 5_000 * MS;

    /** For the answer to the last command before the port is closed. */
    static final long STOP_ANSWER = 500 * MS;

    private Timings() {}

    static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
