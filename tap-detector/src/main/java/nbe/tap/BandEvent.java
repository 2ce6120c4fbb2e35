package nbe.tap;

/**
 * A conclusion of {@link BandTracker}. Immutable. {@link #on} selects the method for a type, so that a type without a method does not
 * compile.
 */
public sealed interface BandEvent {

    /** The band that it is about. */
    BandAddress band();

    /** Monotonic time of the sighting, or of the moment, that led to it. */
    long atNanos();

    /**
     * Calls the method of {@code handler} for this type.
     *
     * @param now monotonic nanoseconds
     */
    void on(Handler handler, long now);

    /** One method for each event. */
    interface Handler {
        void presenceChanged(PresenceChanged event, long now);

        void tapped(Tapped event, long now);

        void contradicted(Contradicted event, long now);
    }

    /**
     * The presence of a band changed.
     *
     * @param serviceRequestState 0 to 255
     */
    record PresenceChanged(
            BandAddress band, BandState state, Proximity proximity, int serviceRequestState, long atNanos)
            implements BandEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.presenceChanged(this, now);
        }
    }

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
            implements BandEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.tapped(this, now);
        }
    }

    /**
     * A band changes its state more often than its wearer can: another sender may use its address. At most one a second.
     *
     * @param atNanos monotonic time of the first change of state that was too many
     * @param weakDbm level of the newest sighting with state {@link BandState#WEAK}, dBm; 0: not heard yet
     * @param otherDbm level of the newest one with another state, dBm; 0: not heard yet
     */
    record Contradicted(BandAddress band, long atNanos, int weakDbm, int otherDbm) implements BandEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.contradicted(this, now);
        }
    }
}
