package nbe.referenceagent;

import java.time.Duration;

/** Runs something later on the thread that owns the state. */
@FunctionalInterface
interface Alarm {
    /** Returns what calls it off; harmless once it has run. */
    Runnable after(Duration delay, Runnable task);
}
