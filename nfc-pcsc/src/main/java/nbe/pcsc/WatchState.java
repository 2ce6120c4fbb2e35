package nbe.pcsc;

import java.util.Set;

/**
 * What {@link ReaderWatch} asks of the PC/SC service next. Pure.
 *
 * <pre>
 *  state      asks                              wake                    next
 *  FirstLook  at once                           no room                 FirstLook, without the pseudo-reader
 *                                               timed out               Settled, or Polling without the pseudo-reader
 *                                               list changed            Settling
 *                                               any other               Settling, or Polling without the pseudo-reader
 *  Settling   with the pseudo-reader, for 2 s   no room                 Polling
 *                                               timed out               Settled
 *                                               list or states changed  Settling
 *                                               nothing                 Settling, one more empty wake
 *                                               pseudo-reader alone     the same; Polling from the third on
 *  Settled    with the pseudo-reader, for 60 s  as Settling
 *  Polling    without it, for 1 s               list changed            Settling
 *                                               timed out, states       Polling
 *                                               any other               Polling, one more empty wake
 * </pre>
 */
sealed interface WatchState {
    /** Longest wait while nothing changes. */
    int WAIT_MILLIS = 60_000;

    /**
     * Wait after something changed, before the list is read again: pcsc-lite before 2.3 does not notice a reader that comes
     * between reading the list and beginning to wait.
     */
    int SETTLING_MILLIS = 2_000;

    /** Without the pseudo-reader the list is read this often. */
    int POLL_MILLIS = 1_000;

    /** From so many wakes in a row without news on, the next wait is delayed. */
    int EMPTY_WAKES = 3;

    /** How a wait ended. */
    enum Wake {
        /** Nothing changed, and the list is as it was. */
        TIMED_OUT,
        /** The service lists other readers. */
        LIST_CHANGED,
        /** The state of a reader changed, or a reader is gone. */
        STATES_CHANGED,
        /** The service reported a change, and only the pseudo-reader had one. */
        PSEUDO_READER_ALONE,
        /** The service reported a change, and nothing had changed. */
        NOTHING;

        static Wake of(Set<KnownReaders.News> news) {
            if (news.contains(KnownReaders.News.LIST_CHANGED)) {
                return LIST_CHANGED;
            } else if (news.contains(KnownReaders.News.TIMED_OUT)) {
                return TIMED_OUT;
            } else if (KnownReaders.isReportable(news)) {
                return STATES_CHANGED;
            }
            return news.contains(KnownReaders.News.PSEUDO_READER_CHANGED) ? PSEUDO_READER_ALONE : NOTHING;
        }
    }

    /** The state after a wait. */
    WatchState after(Wake wake);

    /** The service takes no state beside those of its readers, and refused to wait. */
    default WatchState withoutPseudoReader() {
        return new Polling(emptyWakes());
    }

    /** How long to wait for a change, milliseconds; 0: not at all. */
    int waitMillis();

    /** Whether to wait for a change of the pseudo-reader, too. */
    default boolean asksPseudoReader() {
        return true;
    }

    /** Whether {@link ReaderWatch} reports the states even if nothing changed. */
    default boolean isFirst() {
        return false;
    }

    /** How often in a row the service reported a change without any. */
    default int emptyWakes() {
        return 0;
    }

    /** Nothing is known yet. */
    record FirstLook(boolean asksPseudoReader) implements WatchState {
        @Override
        public WatchState after(Wake wake) {
            if (!asksPseudoReader && wake != Wake.LIST_CHANGED) {
                return new Polling(0);
            }
            return wake == Wake.TIMED_OUT ? new Settled() : new Settling(0);
        }

        @Override
        public WatchState withoutPseudoReader() {
            return new FirstLook(false);
        }

        @Override
        public int waitMillis() {
            return 0;
        }

        @Override
        public boolean isFirst() {
            return true;
        }
    }

    /** Something changed just now. */
    record Settling(int emptyWakes) implements WatchState {
        @Override
        public WatchState after(Wake wake) {
            return switch (wake) {
                case TIMED_OUT -> new Settled();
                case LIST_CHANGED, STATES_CHANGED -> new Settling(0);
                case NOTHING -> new Settling(emptyWakes + 1);
                case PSEUDO_READER_ALONE ->
                    emptyWakes + 1 < EMPTY_WAKES ? new Settling(emptyWakes + 1) : new Polling(emptyWakes + 1);
            };
        }

        @Override
        public int waitMillis() {
            return SETTLING_MILLIS;
        }
    }

    /** Nothing has changed for a while. */
    record Settled() implements WatchState {
        @Override
        public WatchState after(Wake wake) {
            return new Settling(0).after(wake);
        }

        @Override
        public int waitMillis() {
            return WAIT_MILLIS;
        }
    }

    /** The service refuses the pseudo-reader, or reports changes of it over and over. */
    record Polling(int emptyWakes) implements WatchState {
        @Override
        public WatchState after(Wake wake) {
            return switch (wake) {
                case LIST_CHANGED -> new Settling(0);
                case TIMED_OUT, STATES_CHANGED -> new Polling(0);
                case NOTHING, PSEUDO_READER_ALONE -> new Polling(emptyWakes + 1);
            };
        }

        @Override
        public int waitMillis() {
            return POLL_MILLIS;
        }

        @Override
        public boolean asksPseudoReader() {
            return false;
        }
    }
}
