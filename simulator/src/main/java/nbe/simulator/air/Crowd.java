package nbe.simulator.air;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Creates foreign devices that together reach a given rate of advertisements. */
public final class Crowd {
    private static final double NEAREST_METRES = 1;
    private static final double FARTHEST_METRES = 12;
    private static final double NANOS = 1e9;
    private static final double MEAN_DELAY_SECONDS = Air.MAX_DELAY_NANOS / 2 / NANOS;
    /** Intervals that devices use, s (Apple's accessory guidelines and Eddystone's; the shorter ones are phones in use). */
    private static final double[] INTERVALS_SECONDS = {0.1, 0.1525, 0.2115, 0.3185, 0.4175, 0.5465, 0.7600, 1.0225};

    private static final double SHORTEST_SECONDS = 0.02;
    private static final double LONGEST_SECONDS = 10.24;
    private static final ForeignDevice.Kind[] MIX = {
        ForeignDevice.Kind.PHONE,
        ForeignDevice.Kind.PHONE,
        ForeignDevice.Kind.PHONE,
        ForeignDevice.Kind.IBEACON,
        ForeignDevice.Kind.EDDYSTONE,
        ForeignDevice.Kind.NAMED,
        ForeignDevice.Kind.MANUFACTURER,
        ForeignDevice.Kind.MANUFACTURER,
        ForeignDevice.Kind.EMPTY,
        ForeignDevice.Kind.MALFORMED
    };

    private Crowd() {}

    /**
     * Devices of mixed kinds, 1 to 12 m away.
     *
     * @param advertsPerSecond advertising events a second of all devices, before loss and without scan responses; 0 to 5000
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static List<ForeignDevice> of(double advertsPerSecond, RandomGenerator chance) {
        if (!(advertsPerSecond >= 0 && advertsPerSecond <= 5000)) {
            throw new IllegalArgumentException(
                    advertsPerSecond + " foreign advertisements a second; allowed is 0 to 5000");
        }
        List<ForeignDevice> devices = new ArrayList<>();
        double missing = advertsPerSecond;
        while (missing > 1 / (LONGEST_SECONDS + MEAN_DELAY_SECONDS)) {
            double interval = INTERVALS_SECONDS[chance.nextInt(INTERVALS_SECONDS.length)];
            if (1 / (interval + MEAN_DELAY_SECONDS) > missing) {
                interval = Math.max(SHORTEST_SECONDS, 1 / missing - MEAN_DELAY_SECONDS);
            }
            missing -= 1 / (interval + MEAN_DELAY_SECONDS);
            double metres = NEAREST_METRES + chance.nextDouble() * (FARTHEST_METRES - NEAREST_METRES);
            ForeignDevice.Kind kind = MIX[chance.nextInt(MIX.length)];
            devices.add(new ForeignDevice(kind, Math.round(interval * NANOS), metres, chance));
        }
        return devices;
    }
}
