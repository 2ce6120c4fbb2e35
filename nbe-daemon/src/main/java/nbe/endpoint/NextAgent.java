package nbe.endpoint;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.LinkCause;

/**
 * A change of the way to the agent that waits until the agent has confirmed the intents on their way, but not for long: what it confirms
 * now need not be dropped as uncertain, and what waits meanwhile is still young enough for the next connection. Belongs to the core's
 * thread.
 */
final class NextAgent {
    /** Why the connection before ends. */
    static final LinkCause CHANGED = new LinkCause(LinkCause.Kind.CLOSED_BY_US, "the configuration has changed");

    /** The longest wait: a quarter of an intent's life. */
    static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    private Optional<CoreChange.Agent> waiting = Optional.empty();
    private long untilNanos;

    /** Whether a change waits: no frame is given to the connection before. */
    boolean isWaiting() {
        return waiting.isPresent();
    }

    /** A later change takes the place of one that waits, but not its time. */
    void add(CoreChange.Agent change, long now) {
        if (waiting.isEmpty()) {
            untilNanos = now + PATIENCE;
        }
        waiting = Optional.of(change);
    }

    /** @param quiet whether no intent is on its way */
    Optional<CoreChange.Agent> takeIfDue(boolean quiet, long now) {
        if (waiting.isEmpty() || (!quiet && now - untilNanos < 0)) {
            return Optional.empty();
        }
        Optional<CoreChange.Agent> due = waiting;
        waiting = Optional.empty();
        return due;
    }

    /** When {@link #takeIfDue} is due at the latest; {@link Long#MAX_VALUE}: never. */
    long deadlineNanos() {
        return waiting.isPresent() ? untilNanos : Long.MAX_VALUE;
    }
}
