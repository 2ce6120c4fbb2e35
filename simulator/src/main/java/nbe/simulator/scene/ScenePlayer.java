package nbe.simulator.scene;

import java.util.Map;
import java.util.function.Consumer;
import nbe.simulator.air.Air;
import nbe.simulator.air.AirScript;
import nbe.simulator.band.VirtualBand;

/**
 * Plays a scene on an air: puts its bands there and lets them act when it is time. The air calls it, on the thread of whoever
 * drives that air.
 */
public final class ScenePlayer implements AirScript {
    private final Scene scene;
    private final Map<String, VirtualBand> cast;
    private final long startNanos;
    private final double speed;
    private final Consumer<StoryEvent> listener;
    private int round;
    private int nextStep;

    private ScenePlayer(Scene scene, long startNanos, double speed, Consumer<StoryEvent> listener) {
        if (!(speed > 0 && speed <= 1000)) {
            throw new IllegalArgumentException("a speed of " + speed + "; allowed is above 0, to 1000");
        }
        this.scene = scene;
        this.cast = scene.castInOrder();
        this.startNanos = startNanos;
        this.speed = speed;
        this.listener = listener;
    }

    /**
     * Puts the scene's bands on the air, and begins.
     *
     * @param speed how many seconds of the scene pass in one second of the clock, above 0; the bands' advertising rate stays
     * @param listener is told each thing as it begins, on the thread that drives the air; it must not be held up
     * @throws IllegalArgumentException if the speed is out of range
     */
    public static ScenePlayer start(Scene scene, Air air, long nowNanos, double speed, Consumer<StoryEvent> listener) {
        ScenePlayer player = new ScenePlayer(scene, nowNanos, speed, listener);
        player.cast.values().forEach(band -> air.add(band, nowNanos));
        air.follow(player);
        return player;
    }

    /** When something happens next; {@link Long#MAX_VALUE} when the scene is over. */
    @Override
    public long deadline() {
        if (nextStep < scene.steps().size()) {
            return at(scene.steps().get(nextStep).atSeconds());
        }
        return scene.loopSeconds() > 0 ? at(scene.loopSeconds()) : Long.MAX_VALUE;
    }

    @Override
    public void advance(long nowNanos) {
        while (deadline() <= nowNanos) {
            if (nextStep < scene.steps().size()) {
                SceneStep step = scene.steps().get(nextStep);
                long at = deadline();
                nextStep++;
                listener.accept(scene.perform(step, band(step.band()), round, at, speed));
            } else {
                round++;
                nextStep = 0;
                scene.bands().forEach(role -> role.enter(band(role.id())));
            }
        }
    }

    /**
     * The band of that name, to be moved by hand.
     *
     * @throws IllegalArgumentException if the scene has none
     */
    public VirtualBand band(String id) {
        VirtualBand band = cast.get(id);
        if (band == null) {
            throw new IllegalArgumentException("the scene has no band '" + id + "', it has " + cast.keySet());
        }
        return band;
    }

    /** The time of a moment of the scene's current round, by the clock that drives the air. */
    private long at(double seconds) {
        return startNanos + Scene.nanos((round * scene.loopSeconds() + seconds) / speed);
    }
}
