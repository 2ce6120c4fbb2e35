package nbe.pcsc;

/** Something that {@link ReadState} or {@link ReachState} wants done. {@link WatchedReader} does it. */
sealed interface ReaderEffect {
    /** One method for each kind of effect, so that a new one does not compile until it is carried out. */
    interface Hands {
        void begin(Begin effect);

        void cancel(Cancel effect);

        void replaceThread(ReplaceThread effect);

        void identify(Identify effect);

        void trouble(Trouble effect);

        void recovered(Recovered effect);
    }

    void carryOut(Hands hands);

    /** Hand the request to the reader's thread. */
    record Begin(UidRequest request) implements ReaderEffect {
        @Override
        public void carryOut(Hands hands) {
            hands.begin(this);
        }
    }

    /** Make no further attempt. */
    record Cancel(UidRequest request) implements ReaderEffect {
        @Override
        public void carryOut(Hands hands) {
            hands.cancel(this);
        }
    }

    /** Abandon the reader's thread, which hangs, and start another. */
    record ReplaceThread() implements ReaderEffect {
        @Override
        public void carryOut(Hands hands) {
            hands.replaceThread(this);
        }
    }

    /** Decide whether the UID makes an event. */
    record Identify(UidRequest request, UidOutcome.Got got) implements ReaderEffect {
        @Override
        public void carryOut(Hands hands) {
            hands.identify(this);
        }
    }

    /** Report that the reader cannot be used, unless that was the last report. */
    record Trouble(String what) implements ReaderEffect {
        @Override
        public void carryOut(Hands hands) {
            hands.trouble(this);
        }
    }

    /** Log the end of the trouble, if there was one. */
    record Recovered() implements ReaderEffect {
        @Override
        public void carryOut(Hands hands) {
            hands.recovered(this);
        }
    }
}
