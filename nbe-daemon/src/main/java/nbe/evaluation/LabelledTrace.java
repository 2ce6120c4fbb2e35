package nbe.evaluation;

import java.util.List;
import nbe.recording.Recording;

/**
 * What was heard, and which taps were made meanwhile.
 *
 * @param group which line of the report it belongs to
 * @param kind what happens in it
 * @param taps in the order of time
 * @param endNanos how long it is
 */
record LabelledTrace(String group, Kind kind, Recording recording, List<LabelledTap> taps, long endNanos) {

    /** What happens in a trace. */
    enum Kind {
        TAPS("taps at a desk"),
        DESK_WORK("desk work, no taps"),
        PASSING("walking past"),
        RECORDING("recordings");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
