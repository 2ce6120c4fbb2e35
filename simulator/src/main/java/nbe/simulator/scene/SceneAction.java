package nbe.simulator.scene;

/** An action of a band, or of its wearer, in a {@link SceneStep}. Times in seconds, distances in metres. */
public sealed interface SceneAction {
    /** Lets a band act; returns the kind of event that this is. Called by {@link Scene}. */
    SceneEvent.Kind play(ActionPlayer player);

    /** The wearer authenticates to the band. */
    record Authenticate() implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.change(SceneEvent.Kind.AUTHENTICATES, band -> band.authenticated(true));
        }
    }

    /** The band drops its wearer's authentication. */
    record Deauthenticate() implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.change(SceneEvent.Kind.LOSES_AUTHENTICATION, band -> band.authenticated(false));
        }
    }

    /** The wearer puts the band on; it must be authenticated again. */
    record PutOn() implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.change(SceneEvent.Kind.PUTS_ON, band -> band.onBody(true));
        }
    }

    /** The wearer takes the band off; it drops the authentication. */
    record TakeOff() implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.change(SceneEvent.Kind.TAKES_OFF, band -> band.onBody(false));
        }
    }

    /** The band is bound to a user. */
    record Enroll() implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.change(SceneEvent.Kind.ENROLLS, band -> band.enrolled(true));
        }
    }

    /** The band is unbound. */
    record Unenroll() implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.change(SceneEvent.Kind.UNENROLLS, band -> band.enrolled(false));
        }
    }

    /** The band comes into range, or is switched on, at a distance. */
    record Appear(double metres) implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.appear(metres);
        }
    }

    /** The band falls silent where it is. */
    record Vanish() implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.change(SceneEvent.Kind.VANISHES, band -> band.silent(true));
        }
    }

    /** The wearer walks to a distance. */
    record Walk(double metres, double overSeconds) implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.walk(this);
        }
    }

    /** The wearer walks away to a distance, and the band falls silent there. */
    record Leave(double metres, double overSeconds) implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.leave(this);
        }
    }

    /** The wearer holds the band to the dongle and returns to the earlier distance. */
    record Tap(double metres, double reachSeconds, double holdSeconds, double backSeconds) implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.tap(this);
        }

        /** Duration of the whole tap, s. */
        double seconds() {
            return reachSeconds + holdSeconds + backSeconds;
        }
    }

    /** The band asks for a service; {@code state} 0 to 255. */
    record RequestService(int state) implements SceneAction {
        @Override
        public SceneEvent.Kind play(ActionPlayer player) {
            return player.change(SceneEvent.Kind.REQUESTS_SERVICE, band -> band.serviceRequestState(state));
        }
    }
}
