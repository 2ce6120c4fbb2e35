package nbe.cli.tune;

import java.time.Duration;

/**
 * How long the steps of a session last.
 *
 * @param rest before the holds
 * @param work at work
 * @param walk to walk off and stay away
 * @param patience the longest time to wait for a band, and for the holds; after it the session is of no use
 */
public record Durations(Duration rest, Duration work, Duration walk, Duration patience) {
    /** About three minutes with the holds. */
    public static final Durations DEFAULT = new Durations(
            Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(40), Duration.ofMinutes(5));
}
