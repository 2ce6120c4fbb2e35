package nbe.simulator.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;

/** Built-in scenes. */
public final class Scenes {
    /** Address of the worker who taps; the one that Nymi's guide uses as its example. */
    public static final DeviceAddress ALICE = DeviceAddress.parse("C2:FA:D7:F0:D7:96");

    /** Address of the worker who walks past. */
    public static final DeviceAddress BOB = DeviceAddress.parse("E7:41:0B:5D:22:18");

    private static final double TAP_METRES = 0.02;

    private Scenes() {}

    /**
     * A worker authenticates, walks up, taps, leaves and takes the band off; a second one, authenticated from the start, walks past
     * and never taps. It plays in a loop of 40 s, among a few foreign devices.
     */
    public static Scene worker() {
        List<SceneBand> bands = List.of(
                SceneBand.weak("alice", ALICE, 4).unauthenticated(),
                SceneBand.weak("bob", BOB, 7).every(0.2));
        List<SceneStep> steps = List.of(
                new SceneStep(2, "alice", new SceneAction.Authenticate()),
                new SceneStep(4, "alice", new SceneAction.Walk(0.8, 3)),
                new SceneStep(8, "bob", new SceneAction.Walk(1.8, 4)),
                new SceneStep(9, "alice", new SceneAction.Tap(TAP_METRES, 0.5, 1.5, 0.5)),
                new SceneStep(13, "bob", new SceneAction.Walk(7, 4)),
                new SceneStep(16, "alice", new SceneAction.Tap(TAP_METRES, 0.4, 1.0, 0.4)),
                new SceneStep(21, "alice", new SceneAction.Leave(12, 5)),
                new SceneStep(28, "alice", new SceneAction.Appear(4)),
                new SceneStep(32, "alice", new SceneAction.TakeOff()),
                new SceneStep(37, "alice", new SceneAction.PutOn()));
        return new Scene("worker", 40, RadioModel.OFFICE, 20, bands, steps);
    }

    /**
     * Authenticated bands that stand 1.5 to 8 m away and never tap.
     *
     * @param count how many, 0 to 1000
     */
    public static List<SceneBand> bystanders(int count, RandomGenerator chance) {
        if (count < 0 || count > 1000) {
            throw new IllegalArgumentException(count + " bands; allowed is 0 to 1000");
        }
        List<SceneBand> bands = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            double interval = 0.1 + 0.4 * chance.nextDouble();
            double metres = 1.5 + 6.5 * chance.nextDouble();
            bands.add(SceneBand.weak("worker" + i, DeviceAddress.randomStatic(chance), metres)
                    .every(interval));
        }
        return bands;
    }

    /**
     * A scene for the evaluation of a detector: one worker with a hand at 0.5 to 0.9 m, who taps at 1 to 5 cm for 0.5 to 3 s every 6 to
     * 14 s, and sometimes only moves. Plays once.
     *
     * @param taps how many taps
     * @param intervalSeconds advertising interval of the band, s
     * @param radio how packets travel
     */
    public static Scene randomDesk(int taps, double intervalSeconds, RadioModel radio, RandomGenerator chance) {
        List<SceneStep> steps = new ArrayList<>();
        double desk = between(0.5, 0.9, chance);
        SceneBand worker = SceneBand.weak("worker", DeviceAddress.randomStatic(chance), desk)
                .every(intervalSeconds);
        double at = between(3, 8, chance);
        for (int i = 0; i < taps; i++) {
            if (chance.nextInt(3) == 0) {
                double over = between(0.5, 2, chance);
                steps.add(new SceneStep(at, worker.id(), new SceneAction.Walk(between(0.5, 0.9, chance), over)));
                at += over + between(1, 4, chance);
            }
            SceneAction.Tap tap = new SceneAction.Tap(
                    between(0.01, 0.05, chance),
                    between(0.2, 0.5, chance),
                    between(0.5, 3, chance),
                    between(0.2, 0.5, chance));
            steps.add(new SceneStep(at, worker.id(), tap));
            at += tap.seconds() + between(6, 14, chance);
        }
        return new Scene("desk", 0, radio, 0, List.of(worker), steps);
    }

    private static double between(double low, double high, RandomGenerator chance) {
        return low + (high - low) * chance.nextDouble();
    }
}
