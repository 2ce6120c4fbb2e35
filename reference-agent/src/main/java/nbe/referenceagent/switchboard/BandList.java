package nbe.referenceagent.switchboard;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import nbe.referenceagent.message.Presence;

/**
 * The list of present bands that an endpoint sends after a connect (docs/protocol.md). No message marks its end; it is complete
 *
 * <ul>
 *   <li>{@link #QUIET} after the adapter's state or the last {@code presence};
 *   <li>at once when an {@code intent} follows the adapter's state;
 *   <li>{@link #LONGEST} after the connect if the adapter's state never comes ({@code [ble] enabled = false}); an adapter that
 *       does not answer is reported within 6 s.
 * </ul>
 *
 * A band that was present before and is not in the list has left.
 */
final class BandList {
    static final Duration QUIET = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(7);

    private final Set<String> unlisted = new LinkedHashSet<>();
    private boolean open;
    private boolean adapterKnown;

    /** Starts a list for a new connection, with the bands that were present before it. */
    void begin(Iterable<Presence> presentBefore) {
        unlisted.clear();
        presentBefore.forEach(presence -> unlisted.add(presence.device()));
        open = !unlisted.isEmpty();
        adapterKnown = false;
    }

    void listed(String device) {
        unlisted.remove(device);
    }

    void adapterKnown() {
        adapterKnown = true;
    }

    /** Whether an intent ends the list. */
    boolean endedByIntent() {
        return open && adapterKnown;
    }

    /** How long to wait, from now, for the end of the list; empty if no list is open. */
    Optional<Duration> quietTime() {
        return open && adapterKnown ? Optional.of(QUIET) : Optional.empty();
    }

    boolean isOpen() {
        return open;
    }

    /** Completes the list; returns the bands that are not in it. */
    Set<String> end() {
        Set<String> left = Set.copyOf(unlisted);
        unlisted.clear();
        open = false;
        return left;
    }
}
