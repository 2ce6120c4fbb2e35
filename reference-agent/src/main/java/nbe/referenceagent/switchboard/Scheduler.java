package nbe.referenceagent.switchboard;

import java.time.Duration;

/** Runs a task later, on the thread of the {@link Switchboard}. */
@FunctionalInterface
public interface Scheduler {
    /** Returns an action that cancels the task; without effect once the task has run. */
    Runnable after(Duration delay, Runnable task);
}
