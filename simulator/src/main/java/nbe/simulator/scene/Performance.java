package nbe.simulator.scene;

import java.time.Duration;
import nbe.simulator.band.VirtualBand;

/** Carries out one action of a scene. */
final class Performance {
    private final VirtualBand band;
    private final long atNanos;
    private final double speed;
    /** How long the action takes, in seconds of the scene. */
    double seconds;
    /** Where the band is when it is over, or while it is held. */
    double metres;

    Performance(VirtualBand band, long atNanos, double speed) {
        this.band = band;
        this.atNanos = atNanos;
        this.speed = speed;
        this.metres = band.metres(atNanos);
    }

    StoryEvent.Kind perform(SceneAction action) {
        if (action instanceof SceneAction.Walk walk) {
            return go(walk.metres(), walk.overSeconds());
        } else if (action instanceof SceneAction.Leave leave) {
            go(leave.metres(), leave.overSeconds());
            band.silentFrom(atNanos + real(leave.overSeconds()).toNanos());
            return StoryEvent.Kind.LEAVES;
        } else if (action instanceof SceneAction.Tap tap) {
            return tap(tap);
        } else if (action instanceof SceneAction.Appear appear) {
            metres = appear.metres();
            band.standAt(metres);
            band.silent(false);
            return StoryEvent.Kind.APPEARS;
        } else if (action instanceof SceneAction.Vanish) {
            band.silent(true);
            return StoryEvent.Kind.VANISHES;
        } else if (action instanceof SceneAction.RequestService request) {
            band.serviceRequestState(request.state());
            return StoryEvent.Kind.REQUESTS_SERVICE;
        }
        return changeState(action);
    }

    private StoryEvent.Kind changeState(SceneAction action) {
        if (action instanceof SceneAction.Authenticate) {
            band.authenticated(true);
            return StoryEvent.Kind.AUTHENTICATES;
        } else if (action instanceof SceneAction.Deauthenticate) {
            band.authenticated(false);
            return StoryEvent.Kind.LOSES_AUTHENTICATION;
        } else if (action instanceof SceneAction.PutOn) {
            band.onBody(true);
            return StoryEvent.Kind.PUTS_ON;
        } else if (action instanceof SceneAction.TakeOff) {
            band.onBody(false);
            return StoryEvent.Kind.TAKES_OFF;
        } else if (action instanceof SceneAction.Enroll) {
            band.enrolled(true);
            return StoryEvent.Kind.ENROLLS;
        } else if (action instanceof SceneAction.Unenroll) {
            band.enrolled(false);
            return StoryEvent.Kind.UNENROLLS;
        }
        throw new IllegalStateException("no performance of " + action);
    }

    private StoryEvent.Kind go(double to, double overSeconds) {
        StoryEvent.Kind kind = to < metres ? StoryEvent.Kind.WALKS_UP : StoryEvent.Kind.WALKS_AWAY;
        band.moveTo(to, real(overSeconds), atNanos);
        metres = to;
        seconds = overSeconds;
        return kind;
    }

    private StoryEvent.Kind tap(SceneAction.Tap tap) {
        band.tap(tap.metres(), real(tap.reachSeconds()), real(tap.holdSeconds()), real(tap.backSeconds()), atNanos);
        metres = tap.metres();
        seconds = tap.seconds();
        return band.isWeak() ? StoryEvent.Kind.TAPS : StoryEvent.Kind.TAPS_IN_VAIN;
    }

    private Duration real(double sceneSeconds) {
        return Duration.ofNanos(Scene.nanos(sceneSeconds / speed));
    }
}
