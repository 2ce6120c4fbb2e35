package nbe.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import nbe.band.BandFilter;
import nbe.band.ManufacturerPayload;
import nbe.recording.Recording;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.InProcessHost;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.scene.ExpectedTap;
import nbe.simulator.scene.Scene;
import nbe.simulator.scene.SceneAction;
import nbe.simulator.scene.SceneBand;
import nbe.simulator.scene.ScenePlayer;
import nbe.simulator.scene.SceneStep;
import nbe.simulator.scene.Scenes;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * Labelled traces of the simulator's air: the simulated dongle's firmware sends each byte, which goes through the codec and the
 * band filter, as in the daemon. The same seed gives the same traces.
 */
final class SimulatedTraces {
    static final List<Integer> INTERVALS_MILLIS = List.of(100, 250, 500, 1000);

    /** Each place is a new desk, a new band and new fading. */
    private static final int TAPS_A_PLACE = 20;

    private static final double PLACE_SECONDS = 900;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final double SECONDS_PER_HOUR = 3600;
    /** Resolution of the moments when the band comes within reach of the dongle and leaves it. */
    private static final long RESOLUTION_NANOS = 2_000_000;

    private static final double SETTLE_SECONDS = 5;
    /** A walker's speed. */
    private static final double WALK_METRES_PER_SECOND = 1.2;

    /** Where a walker begins. */
    private static final double FAR_METRES = 8;

    private final RadioModel radio;
    private final SplittableRandom chance;

    SimulatedTraces(RadioModel radio, long seed) {
        this.radio = radio;
        this.chance = new SplittableRandom(seed);
    }

    /** A hand at 0.5 to 0.9 m that taps every 6 to 14 s, see {@link Scenes#randomDesk}; 20 taps a place. */
    List<LabelledTrace> taps(int taps, int intervalMillis) {
        List<LabelledTrace> traces = new ArrayList<>();
        for (int left = taps; left > 0; left -= TAPS_A_PLACE) {
            SplittableRandom here = chance.split();
            Scene scene =
                    Scenes.randomDesk(Math.min(left, TAPS_A_PLACE), intervalMillis / MILLIS_PER_SECOND, radio, here);
            traces.add(play(scene, LabelledTrace.Kind.TAPS, intervalMillis, scene.durationSeconds(), here));
        }
        return traces;
    }

    /** A hand that works at 0.5 to 0.9 m, moves every 1 to 10 s and never taps; 15 minutes a place. */
    List<LabelledTrace> deskWork(double hours, int intervalMillis) {
        List<LabelledTrace> traces = new ArrayList<>();
        for (double left = hours * SECONDS_PER_HOUR; left > 0; left -= PLACE_SECONDS) {
            SplittableRandom here = chance.split();
            double length = Math.min(left, PLACE_SECONDS);
            SceneBand role = role(between(0.5, 0.9, here), intervalMillis, here);
            List<SceneStep> steps = new ArrayList<>();
            for (double at = between(1, 5, here); at < length; ) {
                double over = between(0.5, 2, here);
                steps.add(new SceneStep(at, role.id(), new SceneAction.Walk(between(0.5, 0.9, here), over)));
                at += over + between(1, 10, here);
            }
            Scene scene = new Scene("desk work", 0, radio, 0, List.of(role), steps);
            traces.add(play(scene, LabelledTrace.Kind.DESK_WORK, intervalMillis, length, here));
        }
        return traces;
    }

    /** One who comes from 8 m, passes at 0.5 to 2 m with 1.2 m/s, now and then stops there, and goes on; 15 minutes a place. */
    List<LabelledTrace> passing(double hours, int intervalMillis) {
        List<LabelledTrace> traces = new ArrayList<>();
        for (double left = hours * SECONDS_PER_HOUR; left > 0; left -= PLACE_SECONDS) {
            SplittableRandom here = chance.split();
            double length = Math.min(left, PLACE_SECONDS);
            SceneBand role = role(FAR_METRES, intervalMillis, here);
            List<SceneStep> steps = new ArrayList<>();
            for (double at = between(1, 5, here); at < length; ) {
                double near = between(0.5, 2, here);
                double over = (FAR_METRES - near) / WALK_METRES_PER_SECOND;
                double stop = here.nextInt(3) == 0 ? between(1, 10, here) : 0;
                steps.add(new SceneStep(at, role.id(), new SceneAction.Walk(near, over)));
                if (at + over + stop < length) {
                    steps.add(new SceneStep(at + over + stop, role.id(), new SceneAction.Walk(FAR_METRES, over)));
                }
                at += 2 * over + stop + between(2, 10, here);
            }
            Scene scene = new Scene("passing", 0, radio, 0, List.of(role), steps);
            traces.add(play(scene, LabelledTrace.Kind.PASSING, intervalMillis, length, here));
        }
        return traces;
    }

    private static SceneBand role(double metres, int intervalMillis, RandomGenerator here) {
        return SceneBand.weak("worker", DeviceAddress.randomStatic(here), metres)
                .every(intervalMillis / MILLIS_PER_SECOND);
    }

    private LabelledTrace play(
            Scene scene, LabelledTrace.Kind kind, int intervalMillis, double seconds, SplittableRandom here) {
        List<Sighting> heard = new ArrayList<>();
        Air air = new Air(radio, here.split());
        InProcessHost host = new InProcessHost(
                SimulatedAdapter.on(air, here.nextLong()),
                0,
                new BandFilter(() -> new ManufacturerPayload(VirtualBand.COMPANY_ID, true), heard::add));
        ScenePlayer player = ScenePlayer.start(scene, air, 0, 1, event -> {});
        host.start(0);
        List<LabelledTap> taps = new ArrayList<>();
        for (ExpectedTap window : scene.taps()) {
            taps.add(within(window, player.band(window.band()), host));
        }
        long end = Recording.nanos(seconds + SETTLE_SECONDS);
        host.advance(end);
        host.stop(end);
        String group = intervalMillis + " ms";
        return new LabelledTrace(group, kind, new Recording(group, heard, List.of(), List.of()), taps, end);
    }

    /** Advances past the tap; the window is the time within reach. */
    private static LabelledTap within(ExpectedTap window, VirtualBand band, InProcessHost host) {
        long at = Recording.nanos(window.openSeconds());
        long held = Recording.nanos(window.arriveSeconds());
        host.advance(at);
        while (at < held && band.metres(at) > LabelledTap.REACH_METRES) {
            at += RESOLUTION_NANOS;
            host.advance(at);
        }
        long arrive = at;
        at = Math.max(at, Recording.nanos(window.leaveSeconds()));
        host.advance(at);
        long close = Recording.nanos(window.closeSeconds());
        while (at < close && band.metres(at) <= LabelledTap.REACH_METRES) {
            at += RESOLUTION_NANOS;
            host.advance(at);
        }
        return new LabelledTap(
                new BandAddress(window.address().value()),
                Recording.nanos(window.openSeconds()),
                arrive,
                at + Recording.nanos(LabelledTap.GRACE_SECONDS));
    }

    private static double between(double low, double high, RandomGenerator here) {
        return low + (high - low) * here.nextDouble();
    }
}
