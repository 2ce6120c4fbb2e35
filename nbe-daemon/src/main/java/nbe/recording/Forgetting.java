package nbe.recording;

import java.util.OptionalInt;
import nbe.tap.BandTracker;

/**
 * Samples from before a moment decide nothing: an adapter began to scan or stood still.
 *
 * @param atNanos from the beginning of the recording
 * @param adapter whose samples; empty: those of all adapters
 */
public record Forgetting(long atNanos, OptionalInt adapter) {
    void applyTo(BandTracker tracker) {
        if (adapter.isPresent()) {
            tracker.forgetSamples(adapter.getAsInt());
        } else {
            tracker.forgetSamples();
        }
    }
}
