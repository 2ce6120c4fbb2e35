package nbe.service;

/** Waits between two looks. */
@OutsideWorld("a person waits for the service manager")
@FunctionalInterface
interface Pause {
    Pause REAL = Thread::sleep;

    void millis(long millis) throws InterruptedException;
}
