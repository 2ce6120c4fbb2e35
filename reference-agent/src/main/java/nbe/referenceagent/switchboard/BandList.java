package nbe.referenceagent.switchboard;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import nbe.referenceagent.message.Presence;

/**
 * The list of bands that an endpoint gives after a connect, and that the agent "takes as complete" (contract section 4).
 * Nothing marks its end, so it is complete:
 *
 * <ul>
 *   <li>when the endpoint was quiet for {@link #QUIET} after its adapter's state or the last {@code presence};
 *   <li>at once, when something comes that cannot be part of the list: an {@code intent} after the adapter's state;
 *   <li>{@link #LONGEST} after the connect, where the adapter's state never comes ({@code [ble] enabled = false}): an adapter
 *       that does not answer is reported within 6 s.
 * </ul>
 *
 * What was present before and was not listed by then has left unnoticed.
 */
final class BandList {
    static final Duration QUIET = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(7);

    private final Set<String> unlisted = new LinkedHashSet<>();
    private boolean open;
    private boolean adapterKnown;

    /** A new connection: these were present before it. */
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

    /** How long to wait, from now, for the end of the list; empty when there is nothing to wait for. */
    Optional<Duration> patience() {
        return open && adapterKnown ? Optional.of(QUIET) : Optional.empty();
    }

    boolean isOpen() {
        return open;
    }

    /** The list is complete. @return the bands that were not in it */
    Set<String> end() {
        Set<String> left = Set.copyOf(unlisted);
        unlisted.clear();
        open = false;
        return left;
    }
}
