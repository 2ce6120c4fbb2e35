package nbe.tap;

/**
 * A conclusion of {@link BandTracker}. Immutable. {@link #on} selects the method for a type, so that a type without a method does not
 * compile.
 */
public sealed interface BandEvent {

    /** Whom it is about. */
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
     * The presence of a band differs from what was last told of it.
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
     * A band says one thing and another in turn, more often than its wearer can change it: somebody else may send with its address.
     * At most one a second.
     *
     * @param atNanos monotonic time of the change of state that was one too many
     * @param weakDbm level of the newest sighting that said {@link BandState#WEAK}; 0: there was none
     * @param otherDbm level of the newest one that said anything else; 0: there was none
     */
    record Contradicted(BandAddress band, long atNanos, int weakDbm, int otherDbm) implements BandEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.contradicted(this, now);
        }
    }
}
