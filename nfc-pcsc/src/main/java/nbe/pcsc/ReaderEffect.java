package nbe.pcsc;

/** Something that {@link ReadState} or {@link ReachState} wants done. */
sealed interface ReaderEffect {
    /** Has the reader do it. */
    void carryOut(WatchedReader reader, long now);

    /** Hand the request to the reader's thread. */
    record Begin(UidRequest request) implements ReaderEffect {
        @Override
        public void carryOut(WatchedReader reader, long now) {
            reader.begin(request, now);
        }
    }

    /** Make no further attempt. */
    record Cancel(UidRequest request) implements ReaderEffect {
        @Override
        public void carryOut(WatchedReader reader, long now) {
            request.cancel();
        }
    }

    /** Abandon the reader's thread, which hangs, and start another. */
    record ReplaceThread() implements ReaderEffect {
        @Override
        public void carryOut(WatchedReader reader, long now) {
            reader.replaceThread();
        }
    }

    /** Decide whether the UID makes an event. */
    record Identify(UidRequest request, UidOutcome.Got got) implements ReaderEffect {
        @Override
        public void carryOut(WatchedReader reader, long now) {
            reader.identify(request.placement(), got, now);
        }
    }

    /** Report that the reader cannot be used, unless that was the last report. */
    record Trouble(String what) implements ReaderEffect {
        @Override
        public void carryOut(WatchedReader reader, long now) {
            reader.trouble(what);
        }
    }

    /** Log the end of the trouble, if there was one. */
    record Recovered() implements ReaderEffect {
        @Override
        public void carryOut(WatchedReader reader, long now) {
            reader.recovered();
        }
    }
}
