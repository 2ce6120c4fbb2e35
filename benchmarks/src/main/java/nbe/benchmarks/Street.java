package nbe.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.ForeignDevice;
import nbe.simulator.band.VirtualBand;

/**
 * The devices on the air of a busy site: {@value #FOREIGN} foreign devices of mixed kinds and {@value #BANDS} bands, of all
 * advertisements {@value #BAND_PERCENT} % the bands'. No band is near enough to tap, and no device answers a scan request, so
 * that the rate is exact.
 */
final class Street {
    static final int FOREIGN = 300;
    static final int BANDS = 20;
    static final int BAND_PERCENT = 5;

    private static final double METRES = 2;
    private static final double NANOS = 1e9;
    /** Half of the random delay that the Bluetooth specification adds to each interval (vol 6 part B 4.4.2.2.1). */
    private static final double MEAN_DELAY_SECONDS = 0.005;

    private static final ForeignDevice.Kind[] MIX = {
        ForeignDevice.Kind.PHONE,
        ForeignDevice.Kind.IBEACON,
        ForeignDevice.Kind.EDDYSTONE,
        ForeignDevice.Kind.MANUFACTURER,
        ForeignDevice.Kind.PHONE,
        ForeignDevice.Kind.EMPTY
    };

    private Street() {}

    /** Foreign devices and bands which together advertise so often; 0: nobody, else 100 to 10,000 a second. */
    static List<AirDevice> of(int advertsPerSecond, RandomGenerator chance) {
        double bands = advertsPerSecond * BAND_PERCENT / 100.0;
        List<AirDevice> all = new ArrayList<>(foreign(advertsPerSecond - bands, chance));
        for (int i = 0; i < BANDS && advertsPerSecond > 0; i++) {
            Duration interval = Duration.ofNanos(intervalNanos(BANDS, bands));
            all.add(new VirtualBand(DeviceAddress.randomStatic(chance), interval, METRES));
        }
        return all;
    }

    /** The foreign devices alone. */
    static List<AirDevice> foreign(double advertsPerSecond, RandomGenerator chance) {
        List<AirDevice> all = new ArrayList<>();
        for (int i = 0; i < FOREIGN && advertsPerSecond > 0; i++) {
            all.add(new ForeignDevice(MIX[i % MIX.length], intervalNanos(FOREIGN, advertsPerSecond), METRES, chance));
        }
        return all;
    }

    /** Nothing but bands, so many that each of them is heard seldom; 0: nobody. */
    static List<AirDevice> crowd(int bands, double advertsPerSecond, RandomGenerator chance) {
        List<AirDevice> all = new ArrayList<>();
        for (int i = 0; i < bands; i++) {
            Duration interval = Duration.ofNanos(intervalNanos(bands, advertsPerSecond));
            all.add(new VirtualBand(DeviceAddress.randomStatic(chance), interval, METRES));
        }
        return all;
    }

    private static long intervalNanos(int devices, double perSecond) {
        return Math.round((devices / perSecond - MEAN_DELAY_SECONDS) * NANOS);
    }
}
