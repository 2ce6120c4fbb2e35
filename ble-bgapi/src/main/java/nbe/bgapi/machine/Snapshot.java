package nbe.bgapi.machine;

import java.util.Optional;

/**
 * What the port thread knows at the time of an event.
 *
 * @param now monotonic nanoseconds, as all times here
 * @param lastPacket when the last packet of any kind came
 * @param lastAdvertisement when the last advertisement came
 * @param borrowed whether a borrower of the radio uses the dongle
 * @param strayText text that stood where packets should be, since the last packet
 */
public record Snapshot(
        long now, long lastPacket, long lastAdvertisement, boolean borrowed, Optional<StrayText> strayText) {}
