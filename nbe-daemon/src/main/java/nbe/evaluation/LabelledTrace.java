package nbe.evaluation;

import java.util.List;
import nbe.recording.Forgetting;
import nbe.recording.Recording;
import nbe.tap.Sighting;

/**
 * What was heard, and which taps were made meanwhile.
 *
 * @param group which line of the report it belongs to
 * @param kind what happens in it
 * @param sightings as in {@link Recording}
 * @param forgettings as in {@link Recording}
 * @param taps in the order of time
 * @param endNanos how long it is
 */
record LabelledTrace(
        String group,
        Kind kind,
        List<Sighting> sightings,
        List<Forgetting> forgettings,
        List<WantedTap> taps,
        long endNanos) {

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
