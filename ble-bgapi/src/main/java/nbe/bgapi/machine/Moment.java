package nbe.bgapi.machine;

import java.util.Optional;

/**
 * What the thread knows when it asks the machine.
 *
 * @param now monotonic nanoseconds, as all times here
 * @param lastPacket when the last packet of any kind came
 * @param lastAdvertisement when the last advertisement came
 * @param session whether a session uses the dongle
 * @param strayText text that stood where packets should be, since the last packet
 */
public record Moment(
        long now, long lastPacket, long lastAdvertisement, boolean session, Optional<StrayText> strayText) {}
