package nbe.simulator.scene;

/** What a band, or its wearer, does in a {@link SceneStep}. Times in seconds, distances in metres. */
public sealed interface SceneAction {
    /** The wearer authenticates to the band. */
    record Authenticate() implements SceneAction {}

    /** The band forgets its wearer's authentication. */
    record Deauthenticate() implements SceneAction {}

    /** The band is put on; it must be authenticated again. */
    record PutOn() implements SceneAction {}

    /** The band is taken off, and forgets the authentication. */
    record TakeOff() implements SceneAction {}

    /** The band is bound to a user. */
    record Enroll() implements SceneAction {}

    /** The band is unbound. */
    record Unenroll() implements SceneAction {}

    /** The band comes into range, or is switched on, at a distance. */
    record Appear(double metres) implements SceneAction {}

    /** The band falls silent where it is. */
    record Vanish() implements SceneAction {}

    /** The wearer goes to a distance. */
    record Walk(double metres, double overSeconds) implements SceneAction {}

    /** The wearer goes away to a distance, and the band falls silent there. */
    record Leave(double metres, double overSeconds) implements SceneAction {}

    /** The wearer holds the band to the dongle, and goes back to where he stood. */
    record Tap(double metres, double reachSeconds, double holdSeconds, double backSeconds) implements SceneAction {
        /** How long all of it takes, s. */
        double seconds() {
            return reachSeconds + holdSeconds + backSeconds;
        }
    }

    /** The band asks for a service; {@code state} 0 to 255. */
    record RequestService(int state) implements SceneAction {}
}
