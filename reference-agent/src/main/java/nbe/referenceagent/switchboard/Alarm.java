package nbe.referenceagent.switchboard;

import java.time.Duration;

/** Runs something later on the thread that owns the state. */
@FunctionalInterface
public interface Alarm {
    /** Returns what calls it off; harmless once it has run. */
    Runnable after(Duration delay, Runnable task);
}
