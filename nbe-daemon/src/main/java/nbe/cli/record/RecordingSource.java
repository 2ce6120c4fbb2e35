package nbe.cli.record;

import nbe.tap.Sighting;

/** Where the sightings of a recording come from. {@link #start} and {@link #stop} belong to one thread. */
public interface RecordingSource {
    /** Takes what a source has, on any thread. Times are of the session's monotonic clock. */
    interface Sink {
        /** A band was heard. */
        void heard(Sighting sighting);

        /**
         * Something happened to an adapter.
         *
         * @param scans whether it began to scan
         * @param forget whether its samples from before this moment decide nothing
         * @param what in words, as the end of a sentence that begins with the adapter
         */
        void noted(long atNanos, int adapter, String port, boolean scans, boolean forget, String what);

        /** The source has lost sightings. */
        void lost(long count);

        /** The source has no more. */
        void ended(String why);
    }

    /** Begins to pass on what is heard; returns at once. A source that cannot begin has ended. */
    void start(Sink sink) throws InterruptedException;

    /** Ends it; the sink gets nothing more. */
    void stop() throws InterruptedException;
}
