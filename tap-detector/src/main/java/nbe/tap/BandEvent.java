package nbe.tap;

/** What {@link BandTracker} concludes. Immutable. */
public sealed interface BandEvent {

    /** Whom it is about. */
    BandAddress band();

    /** Monotonic time of the sighting, or of the moment, that led to it. */
    long atNanos();

    /**
     * The presence of a band differs from what was last told of it.
     *
     * @param serviceRequestState 0 to 255
     */
    record PresenceChanged(
            BandAddress band, BandState state, Proximity proximity, int serviceRequestState, long atNanos)
            implements BandEvent {}

    /**
     * A band was tapped. The figures say why, for the log and for a later audit.
     *
     * @param atNanos monotonic time of the deciding sample
     * @param levelDbm the level that was compared with the threshold, in dBm
     * @param samples how many samples stood behind it
     * @param spanNanos from the first to the last of these samples
     * @param adapter number of the adapter whose samples decided
     */
    record Tapped(BandAddress band, long atNanos, double levelDbm, int samples, long spanNanos, int adapter)
            implements BandEvent {}
}
