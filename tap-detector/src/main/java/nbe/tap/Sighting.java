package nbe.tap;

/**
 * What the air said of one band once: one advertisement or scan response whose payload was understood.
 *
 * @param band who
 * @param rssiDbm received signal strength in dBm; the BLED112 documents -103 to -38
 * @param enrolled flag bit 0 of the band's payload
 * @param authenticated flag bit 1 of the band's payload
 * @param onBody flag bit 2 of the band's payload
 * @param serviceRequestState 0 to 255, 0 for legacy payloads
 * @param atNanos monotonic time of the read that brought it
 * @param adapter number of the adapter that heard it
 */
public record Sighting(
        BandAddress band,
        int rssiDbm,
        boolean enrolled,
        boolean authenticated,
        boolean onBody,
        int serviceRequestState,
        long atNanos,
        int adapter) {

    /** The state that these flags mean: contract section 3, after the vendor's guide. */
    public BandState state() {
        if (!enrolled || !onBody) {
            return BandState.ABSENT;
        }
        return authenticated ? BandState.WEAK : BandState.UNAUTHENTICATED;
    }
}
