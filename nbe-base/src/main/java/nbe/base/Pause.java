package nbe.base;

/** The wait between two polls; a test passes one that only moves its clock. */
@OutsideWorld("a person waits for another process")
@FunctionalInterface
public interface Pause {
    Pause REAL = Thread::sleep;

    void millis(long millis) throws InterruptedException;
}
