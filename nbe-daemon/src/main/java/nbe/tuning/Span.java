package nbe.tuning;

/**
 * Some time of a recording.
 *
 * @param step what happened in it
 * @param fromNanos the first moment, from the beginning of the recording
 * @param toNanos the first moment after it
 */
record Span(Step step, long fromNanos, long toNanos) {
    boolean contains(long atNanos) {
        return atNanos >= fromNanos && atNanos < toNanos;
    }
}
