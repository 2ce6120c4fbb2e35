package nbe.simulator.scene;

import java.time.Duration;
import java.util.function.Consumer;
import nbe.simulator.band.VirtualBand;

/** Applies one {@link SceneAction} to a band, and keeps the action's duration and the band's distance for the event. */
final class ActionPlayer {
    private final VirtualBand band;
    private final long atNanos;
    private final double speed;
    /** Duration of the action, in seconds of the scene. */
    double seconds;
    /** Distance of the band at the end, or of a tap while it is held. */
    double metres;

    /**
     * @param atNanos start of the action, by the clock that drives the air
     * @param speed seconds of the scene in one second of that clock
     */
    ActionPlayer(VirtualBand band, long atNanos, double speed) {
        this.band = band;
        this.atNanos = atNanos;
        this.speed = speed;
        this.metres = band.metres(atNanos);
    }

    /** Changes the band's state at once. */
    SceneEvent.Kind change(SceneEvent.Kind kind, Consumer<VirtualBand> change) {
        change.accept(band);
        return kind;
    }

    SceneEvent.Kind appear(double at) {
        metres = at;
        band.standAt(at);
        band.silent(false);
        return SceneEvent.Kind.APPEARS;
    }

    SceneEvent.Kind walk(SceneAction.Walk walk) {
        SceneEvent.Kind kind = walk.metres() < metres ? SceneEvent.Kind.WALKS_UP : SceneEvent.Kind.WALKS_AWAY;
        move(walk.metres(), walk.overSeconds());
        return kind;
    }

    SceneEvent.Kind leave(SceneAction.Leave leave) {
        move(leave.metres(), leave.overSeconds());
        band.silentFrom(atNanos + real(leave.overSeconds()).toNanos());
        return SceneEvent.Kind.LEAVES;
    }

    SceneEvent.Kind tap(SceneAction.Tap tap) {
        band.tap(tap.metres(), real(tap.reachSeconds()), real(tap.holdSeconds()), real(tap.backSeconds()), atNanos);
        metres = tap.metres();
        seconds = tap.seconds();
        return band.isWeak() ? SceneEvent.Kind.TAPS : SceneEvent.Kind.TAPS_UNAUTHENTICATED;
    }

    private void move(double to, double overSeconds) {
        band.moveTo(to, real(overSeconds), atNanos);
        metres = to;
        seconds = overSeconds;
    }

    private Duration real(double sceneSeconds) {
        return Duration.ofNanos(Scene.nanos(sceneSeconds / speed));
    }
}
