package nbe.acceptance.loss;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedDongle;

/**
 * The bands on the air of {@code acceptance/loss}: some come, tap once and leave, at random times; others stay and change all
 * the time. One thread.
 */
final class LossBands {
    /** How many bands stay. */
    static final int RESIDENTS = 20;

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final double CHANGES_PER_SECOND = 2;
    /** -56 and -69 dBm in still air: near and far. */
    private static final double[] METRES = {1, 8};

    private static final long TAPPING_ADDRESS = 0xC0_00_00_00_00_00L;
    private static final long RESIDENT_ADDRESS = 0xC1_00_00_00_00_00L;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * A tap, as the simulator made it.
     *
     * @param number counted from 0, in the order of their moments
     * @param atNanos when the deciding advertisement was about to be written to the pseudo-terminal
     * @param at the same as a time of day
     */
    record Tap(int number, String band, long atNanos, Instant at) {}

    private static final class Resident {
        private final VirtualBand band;
        private LossTruth truth = LossTruth.weakAndFar();

        Resident(VirtualBand band) {
            this.band = band;
        }
    }

    private final SimulatedDongle dongle;
    private final int bands;
    private final double tapsPerSecond;
    private final SplittableRandom chance;
    private final InstantSource wall;
    private final List<Resident> residents = new ArrayList<>();
    private final List<OneTap> tapping = new ArrayList<>();
    /** Written on the dongle's thread, with the dongle's lock held. */
    private final List<Tap> taps = new ArrayList<>();

    private int begun;
    private long nextTapNanos;
    private long nextChangeNanos;

    /**
     * @param bands how many different bands tap, in turn
     * @param tapsPerSecond on average
     */
    LossBands(
            SimulatedDongle dongle,
            int bands,
            double tapsPerSecond,
            SplittableRandom chance,
            InstantSource wall,
            long now) {
        this.dongle = dongle;
        this.bands = bands;
        this.tapsPerSecond = tapsPerSecond;
        this.chance = chance;
        this.wall = wall;
        nextTapNanos = now + pause(tapsPerSecond);
        nextChangeNanos = now + pause(CHANGES_PER_SECOND);
        for (int i = 0; i < RESIDENTS; i++) {
            VirtualBand band = new VirtualBand(new DeviceAddress(RESIDENT_ADDRESS + i, true), INTERVAL, METRES[1]);
            residents.add(new Resident(band));
            dongle.tell(adapter -> adapter.air().add(band, SimulatedDongle.now()));
        }
    }

    private long pause(double perSecond) {
        return (long) (-Math.log(1 - chance.nextDouble()) / perSecond * NANOS_PER_SECOND);
    }

    /** Lets bands come, change and leave; to be called often. */
    void turn(long now) {
        while (now - nextTapNanos >= 0) {
            begin();
            nextTapNanos += pause(tapsPerSecond);
        }
        while (now - nextChangeNanos >= 0) {
            change(residents.get(chance.nextInt(RESIDENTS)));
            nextChangeNanos += pause(CHANGES_PER_SECOND);
        }
        leave();
    }

    private void begin() {
        DeviceAddress address = new DeviceAddress(TAPPING_ADDRESS + begun % bands, true);
        begun++;
        OneTap device = new OneTap(
                address,
                () -> taps.add(new Tap(taps.size(), address.toString(), SimulatedDongle.now(), wall.instant())));
        tapping.add(device);
        dongle.tell(adapter -> adapter.air().add(device, SimulatedDongle.now()));
    }

    private void change(Resident resident) {
        LossTruth next = LossTruth.any(chance);
        resident.truth = next;
        dongle.tell(adapter -> {
            VirtualBand band = resident.band;
            band.onBody(true);
            band.authenticated(next.authenticated());
            band.serviceRequestState(next.serviceRequestState());
            band.standAt(METRES[next.near() ? 0 : 1]);
            band.silent(next.silent());
        });
    }

    /** Takes bands that have tapped off the air, and adds none. */
    void leave() {
        dongle.tell(adapter -> {
            List<OneTap> over = tapping.stream().filter(OneTap::isOver).toList();
            over.forEach(device -> adapter.air().remove(device));
            tapping.removeAll(over);
        });
    }

    /** All taps so far. */
    List<Tap> taps() {
        return dongle.ask(adapter -> List.copyOf(taps));
    }

    /** The presence that the agent must know of each band that is here: the band, and state, proximity, request. */
    Map<String, String> present() {
        Map<String, String> present = new LinkedHashMap<>();
        for (Resident resident : residents) {
            if (!resident.truth.silent()) {
                present.put(resident.band.address().toString(), resident.truth.words());
            }
        }
        return present;
    }
}
