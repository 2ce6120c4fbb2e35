package nbe.simulator.scene;

import nbe.simulator.air.DeviceAddress;

/**
 * A tap of a scene that a detector must report: with exactly one intent in [{@code openSeconds}, {@code closeSeconds}], whose delay
 * counts from {@code arriveSeconds}. All times from the beginning of the scene.
 *
 * @param openSeconds the hand starts to move
 * @param arriveSeconds the hand is at the dongle
 * @param leaveSeconds the hand starts back
 * @param closeSeconds 0.5 s later: the latest time for the intent (docs/protocol.md, 5.1)
 * @param metres distance while it is held
 */
public record ExpectedTap(
        String band,
        DeviceAddress address,
        double openSeconds,
        double arriveSeconds,
        double leaveSeconds,
        double closeSeconds,
        double metres) {
    static final double LATEST_SECONDS = 0.5;
}
