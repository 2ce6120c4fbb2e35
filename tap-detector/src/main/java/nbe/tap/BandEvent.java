package nbe.tap;

/** What {@link BandTracker} concludes. Immutable. */
public sealed interface BandEvent {

    /** The band that it is about. */
    BandAddress band();

    /** Monotonic time of the sighting, or of the moment, that led to it. */
    long atNanos();

    /**
     * The presence of a band changed.
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

    /**
     * A band changes its state more often than its wearer can: another sender may use its address. At most one a second.
     *
     * @param atNanos monotonic time of the first change of state that was too many
     * @param weakDbm level of the newest sighting with state {@link BandState#WEAK}, dBm; 0: not heard yet
     * @param otherDbm level of the newest one with another state, dBm; 0: not heard yet
     */
    record Contradicted(BandAddress band, long atNanos, int weakDbm, int otherDbm) implements BandEvent {}
}
