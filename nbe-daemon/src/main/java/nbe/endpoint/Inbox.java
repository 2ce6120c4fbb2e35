package nbe.endpoint;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nbe.tap.Sighting;

/**
 * The only queue into the core: first in, first out, bounded. When {@link #SIGHTINGS} sightings wait, the inbox drops and counts a
 * further one (the band's next one follows within a second). Anything else is a change of state, which it never drops: when
 * {@link #OTHERS} of them wait, the posting thread waits.
 *
 * <p>Safe for use by any thread.
 */
public final class Inbox {
    /** Sightings that may wait: more than one radio can deliver in a second (about 2,600 packets). */
    static final int SIGHTINGS = 4096;

    /** Changes of state that may wait. */
    static final int OTHERS = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();

    // All of these: guarded by lock.
    private final ArrayDeque<CoreEvent> events = new ArrayDeque<>();
    private int sightings;
    private int others;
    private long droppedSightings;

    /** Posts a sighting, or drops it when too many wait. Never blocks for longer than the lock is held. */
    public void offer(Sighting sighting) {
        lock.lock();
        try {
            if (sightings >= SIGHTINGS) {
                droppedSightings++;
                return;
            }
            sightings++;
            events.addLast(new CoreEvent.Heard(sighting));
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Posts a change of state; waits while too many wait already.
     *
     * @throws IllegalStateException if the posting thread is interrupted while it waits; its interrupt flag is set again
     */
    public void post(CoreEvent event) {
        lock.lock();
        try {
            while (others >= OTHERS) {
                emptied.await();
            }
            others++;
            events.addLast(event);
            filled.signal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the core's inbox was full; lost: " + event, e);
        } finally {
            lock.unlock();
        }
    }

    /** Posts an event unless too many wait; true if it was posted. Never blocks for longer than the lock is held. */
    public boolean tryPost(CoreEvent event) {
        lock.lock();
        try {
            if (others >= OTHERS) {
                return false;
            }
            others++;
            events.addLast(event);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next event, waiting for it up to {@code nanos} nanoseconds. */
    Optional<CoreEvent> take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (events.isEmpty()) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = filled.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
            }
            CoreEvent event = events.removeFirst();
            if (event instanceof CoreEvent.Heard) {
                sightings--;
            } else {
                others--;
                emptied.signal();
            }
            return Optional.of(event);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        lock.lock();
        try {
            return events.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How many sightings were dropped since the start. */
    public long droppedSightings() {
        lock.lock();
        try {
            return droppedSightings;
        } finally {
            lock.unlock();
        }
    }
}
