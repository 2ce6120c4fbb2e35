package nbe.support;

/** Waits between two looks. */
@OutsideWorld("a person waits for the daemon's answer")
@FunctionalInterface
interface Pause {
    Pause REAL = Thread::sleep;

    void millis(long millis) throws InterruptedException;
}
