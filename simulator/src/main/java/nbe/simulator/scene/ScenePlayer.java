package nbe.simulator.scene;

import java.util.Map;
import java.util.function.Consumer;
import nbe.simulator.air.Air;
import nbe.simulator.air.AirScript;
import nbe.simulator.band.VirtualBand;

/** Plays a scene on an air: adds its bands and lets them act in time. The air calls it, on the thread that drives the air. */
public final class ScenePlayer implements AirScript {
    private final Scene scene;
    private final Map<String, VirtualBand> bands;
    private final long startNanos;
    private final double speed;
    private final Consumer<SceneEvent> listener;
    private int round;
    private int nextStep;

    private ScenePlayer(Scene scene, long startNanos, double speed, Consumer<SceneEvent> listener) {
        if (!(speed > 0 && speed <= 1000)) {
            throw new IllegalArgumentException("a speed of " + speed + "; allowed is above 0, to 1000");
        }
        this.scene = scene;
        this.bands = scene.newBands();
        this.startNanos = startNanos;
        this.speed = speed;
        this.listener = listener;
    }

    /**
     * Adds the scene's bands to the air and starts.
     *
     * @param speed seconds of the scene in one second of the clock, above 0; the bands' advertising rate stays the same
     * @param listener gets each event as it starts, on the thread that drives the air; it must not block
     * @throws IllegalArgumentException if the speed is out of range
     */
    public static ScenePlayer start(Scene scene, Air air, long nowNanos, double speed, Consumer<SceneEvent> listener) {
        ScenePlayer player = new ScenePlayer(scene, nowNanos, speed, listener);
        player.bands.values().forEach(band -> air.add(band, nowNanos));
        air.follow(player);
        return player;
    }

    /** Time of the next step; {@link Long#MAX_VALUE} after the end of the scene. */
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
                listener.accept(scene.play(step, band(step.band()), round, at, speed));
            } else {
                round++;
                nextStep = 0;
                scene.bands().forEach(band -> band.reset(band(band.id())));
            }
        }
    }

    /**
     * The band of that name, for a test that moves it.
     *
     * @throws IllegalArgumentException if the scene has no band of that name
     */
    public VirtualBand band(String id) {
        VirtualBand band = bands.get(id);
        if (band == null) {
            throw new IllegalArgumentException("the scene has no band '" + id + "', it has " + bands.keySet());
        }
        return band;
    }

    /** A time of the current round, by the clock that drives the air. */
    private long at(double seconds) {
        return startNanos + Scene.nanos((round * scene.loopSeconds() + seconds) / speed);
    }
}
