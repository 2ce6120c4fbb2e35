package nbe.simulator.scene;

import nbe.simulator.air.DeviceAddress;

/**
 * One tap of a scene, as a judge needs it: exactly one intent is wanted in [{@code openSeconds}, {@code closeSeconds}], and its
 * delay counts from {@code arriveSeconds}. All times from the beginning of the scene.
 *
 * @param openSeconds the hand sets out
 * @param arriveSeconds it is there
 * @param leaveSeconds it goes back
 * @param closeSeconds 0.5 s later: the latest that an intent may come (contract section 5)
 * @param metres distance while it is held
 */
public record TapWindow(
        String band,
        DeviceAddress address,
        double openSeconds,
        double arriveSeconds,
        double leaveSeconds,
        double closeSeconds,
        double metres) {
    static final double LATEST_SECONDS = 0.5;
}
