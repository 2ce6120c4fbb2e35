package nbe.endpoint;

import java.util.concurrent.TimeUnit;

/** When something that happens often is to be said again, and how often it happened meanwhile. For one thread. */
final class OncePerMinute {
    static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private boolean everSaid;
    private long saidNanos;
    private long count;

    /** It happened once more. */
    void count() {
        count++;
    }

    /** Whether it is to be said now; counts as said then. */
    boolean due(long now) {
        if (everSaid && now - saidNanos < PAUSE) {
            return false;
        }
        everSaid = true;
        saidNanos = now;
        return true;
    }

    /** How often it happened since the last call. */
    long takeCount() {
        long taken = count;
        count = 0;
        return taken;
    }
}
