package nbe.endpoint;

import java.util.concurrent.TimeUnit;

/** Limits a log line about a frequent event to one a minute, and counts the events in between. For one thread. */
final class OncePerMinute {
    static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private boolean everLogged;
    private long loggedNanos;
    private long count;

    /** It happened once more. */
    void count() {
        count++;
    }

    /** Whether the line is due now; it counts as logged then. */
    boolean due(long now) {
        if (everLogged && now - loggedNanos < PAUSE) {
            return false;
        }
        everLogged = true;
        loggedNanos = now;
        return true;
    }

    /** How often it happened since the last call. */
    long takeCount() {
        long taken = count;
        count = 0;
        return taken;
    }
}
