package nbe.control.status;

import java.util.Optional;

/**
 * The levels that decide, in dBm, as they are in use: {@code nbe monitor} draws them beside those of the bands.
 *
 * @param tap a tap is at or above it; empty: Bluetooth taps are switched off
 * @param near proximity becomes near at or above it; empty: proximity is switched off
 * @param far proximity becomes far at or below it; empty: as {@code near}
 */
public record ThresholdsRow(Optional<Integer> tap, Optional<Integer> near, Optional<Integer> far) {}
