package nbe.evaluation;

import nbe.tap.BandAddress;

/**
 * A tap that a detector must report: once, from {@code arriveNanos} to {@code closeNanos}. All times from the beginning of
 * the trace.
 *
 * @param openNanos the hand sets out; an intent between this and the arrival is early, not false
 * @param arriveNanos the band comes within {@value #REACH_METRES} m of the dongle; the delay counts from here
 * @param closeNanos {@value #GRACE_SECONDS} s after it has left that distance
 */
public record LabelledTap(BandAddress band, long openNanos, long arriveNanos, long closeNanos) {
    /** A hand nearer than this is tapping. */
    static final double REACH_METRES = 0.1;

    /** The latest that an intent may come after the band has left: docs/protocol.md, "Taps by Bluetooth". */
    static final double GRACE_SECONDS = 0.5;

    /** @throws IllegalArgumentException if it closes before it opens */
    public LabelledTap {
        if (arriveNanos < openNanos || closeNanos < arriveNanos) {
            throw new IllegalArgumentException(
                    "a tap that opens at " + openNanos + ", arrives at " + arriveNanos + ", closes at " + closeNanos);
        }
    }
}
