package nbe.benchmarks.proximity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.NamedAir;
import nbe.simulator.air.Reception;
import nbe.simulator.air.Scanner;
import nbe.simulator.band.VirtualBand;

/** Walks of the simulator: a band 20 s at 0.3 to 0.6 m, then away at 1.2 m/s to 5 to 8 m, where it stays for 30 s. */
final class SimulatedWalks {
    private static final Scanner ALWAYS = Scanner.of(200, 200, true);
    private static final double METRES_PER_SECOND = 1.2;
    private static final double STAYS_SECONDS = 20;
    private static final double AWAY_SECONDS = 30;
    private static final double NANOS = 1e9;

    private SimulatedWalks() {}

    /**
     * So many walks.
     *
     * @param intervalMillis between two advertisements
     * @param seed the same one gives the same walks
     */
    static List<RssiTrace> of(NamedAir air, int intervalMillis, int count, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<RssiTrace> walks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            walks.add(walk(air, intervalMillis, chance.split()));
        }
        return walks;
    }

    private static RssiTrace walk(NamedAir named, int intervalMillis, SplittableRandom chance) {
        double near = 0.3 + 0.3 * chance.nextDouble();
        double away = 5 + 3 * chance.nextDouble();
        double walkSeconds = (away - near) / METRES_PER_SECOND;
        VirtualBand band = new VirtualBand(DeviceAddress.randomStatic(chance), Duration.ofMillis(intervalMillis), near);
        Air air = new Air(named.radio(), chance.split());
        air.add(band, 0);
        List<Reception> heard = new ArrayList<>();
        long leaves = Math.round(STAYS_SECONDS * NANOS);
        air.listen(leaves, ALWAYS, heard::add);
        band.moveTo(away, Duration.ofNanos(Math.round(walkSeconds * NANOS)), leaves);
        air.listen(leaves + Math.round((walkSeconds + AWAY_SECONDS) * NANOS), ALWAYS, heard::add);
        return new RssiTrace(
                "walk",
                heard.stream().mapToDouble(one -> one.atNanos() / NANOS).toArray(),
                heard.stream().mapToInt(Reception::rssiDbm).toArray());
    }
}
