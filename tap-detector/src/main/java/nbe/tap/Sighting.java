package nbe.tap;

/**
 * One advertisement or scan response of a band, as one adapter heard it.
 *
 * @param band what names it: its address, or six bytes of its payload that stand for one
 * @param rssiDbm received signal strength in dBm; the BLED112 documents -103 to -38
 * @param enrolled {@link #ENROLLED} of the payload's flags
 * @param authenticated {@link #AUTHENTICATED} of the payload's flags
 * @param onBody {@link #ON_BODY} of the payload's flags
 * @param serviceRequestState 0 to 255, 0 for legacy payloads
 * @param atNanos monotonic time of the read that brought it
 * @param adapter number of the adapter that heard it
 * @param payload name of the payload by which it was recognised; empty: not known, as in a recording
 */
public record Sighting(
        BandAddress band,
        int rssiDbm,
        boolean enrolled,
        boolean authenticated,
        boolean onBody,
        int serviceRequestState,
        long atNanos,
        int adapter,
        String payload) {
    /** Flag of the payload, docs/protocol.md, "The band's advertisement". */
    public static final int ENROLLED = 1;

    /** Flag of the payload. */
    public static final int AUTHENTICATED = 2;

    /** Flag of the payload. */
    public static final int ON_BODY = 4;

    private static final int LOWEST_RSSI_DBM = -127;

    private static final int HIGHEST_RSSI_DBM = -1;

    /** A sighting whose payload is not known. */
    public Sighting(
            BandAddress band,
            int rssiDbm,
            boolean enrolled,
            boolean authenticated,
            boolean onBody,
            int serviceRequestState,
            long atNanos,
            int adapter) {
        this(band, rssiDbm, enrolled, authenticated, onBody, serviceRequestState, atNanos, adapter, "");
    }

    /** A sighting whose payload is not known, of the payload's flags; bits other than the three mean nothing. */
    public static Sighting of(
            BandAddress band, int rssiDbm, int flags, int serviceRequestState, long atNanos, int adapter) {
        return of(band, rssiDbm, flags, serviceRequestState, atNanos, adapter, "");
    }

    /** The same, of the payload's flags; bits other than the three mean nothing. */
    public static Sighting of(
            BandAddress band,
            int rssiDbm,
            int flags,
            int serviceRequestState,
            long atNanos,
            int adapter,
            String payload) {
        return new Sighting(
                band,
                rssiDbm,
                (flags & ENROLLED) != 0,
                (flags & AUTHENTICATED) != 0,
                (flags & ON_BODY) != 0,
                serviceRequestState,
                atNanos,
                adapter,
                payload);
    }

    /** {@link #ENROLLED}, {@link #AUTHENTICATED} and {@link #ON_BODY}, as far as they are set. */
    public int flags() {
        return (enrolled ? ENROLLED : 0) | (authenticated ? AUTHENTICATED : 0) | (onBody ? ON_BODY : 0);
    }

    /** Whether the level is one: -127 to -1 dBm. Without it a sighting counts for presence only. */
    public boolean rssiKnown() {
        return rssiDbm >= LOWEST_RSSI_DBM && rssiDbm <= HIGHEST_RSSI_DBM;
    }

    /** The state that the flags mean, after the vendor's guide. */
    public BandState state() {
        if (!enrolled || !onBody) {
            return BandState.ABSENT;
        }
        return authenticated ? BandState.WEAK : BandState.UNAUTHENTICATED;
    }
}
