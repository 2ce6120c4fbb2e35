package nbe.capture;

import java.util.Optional;

/**
 * What an Interface Description Block says.
 *
 * @param longest bytes that are kept of a packet; 0: all
 * @param resolution if_tsresol: a time counts 10^-n seconds, with bit 7 set 2^-n
 * @param offsetSeconds if_tsoffset: what is added to each time
 */
record PcapngInterface(int linkType, long longest, int resolution, long offsetSeconds) {
    private static final int BINARY = 0x80;

    /** More do not fit into 64 bits. */
    private static final int LARGEST_DECIMAL = 19;

    private static final int LARGEST_BINARY = 63;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LARGEST_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    /**
     * Nanoseconds since 1970.
     *
     * @param ticks 64 bits without a sign
     * @return empty if they are not in the years 1678 to 2262, or if the resolution is none
     */
    Optional<Long> unixNanos(long ticks) {
        int power = resolution & ~BINARY;
        boolean binary = (resolution & BINARY) != 0;
        if (power > (binary ? LARGEST_BINARY : LARGEST_DECIMAL)) {
            return Optional.empty();
        }
        long ticksPerSecond = 1;
        for (int i = 0; i < power; i++) {
            ticksPerSecond *= binary ? 2 : 10;
        }
        long seconds = Long.divideUnsigned(ticks, ticksPerSecond);
        if (seconds < 0 || seconds > LARGEST_SECONDS || Math.abs((double) offsetSeconds) > LARGEST_SECONDS) {
            return Optional.empty();
        }
        seconds += offsetSeconds;
        if (Math.abs(seconds) > LARGEST_SECONDS) {
            return Optional.empty();
        }
        double rest = unsigned(Long.remainderUnsigned(ticks, ticksPerSecond)) / unsigned(ticksPerSecond);
        return Optional.of(seconds * NANOS_PER_SECOND + Math.round(rest * NANOS_PER_SECOND));
    }

    private static double unsigned(long number) {
        return number >= 0 ? number : 2.0 * (number >>> 1);
    }
}
