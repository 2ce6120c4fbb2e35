package nbe.pcsc;

/** One card on one reader, from the report that it came to the report that it left. Owned by {@link Placements}. */
final class Placement {
    /** When the reader reported it, monotonic nanoseconds. */
    final long atNanos;

    /** It was on the reader already when the reader was first seen: makes no event. */
    final boolean lying;

    private boolean gone;
    private long goneAtNanos;
    private Uid uid;

    Placement(long atNanos, boolean lying) {
        this.atNanos = atNanos;
        this.lying = lying;
    }

    void leave(long nowNanos) {
        gone = true;
        goneAtNanos = nowNanos;
    }

    void identify(Uid read) {
        uid = read;
    }

    boolean gone() {
        return gone;
    }

    /** When its removal was reported; valid only if {@link #gone()}. */
    long goneAtNanos() {
        return goneAtNanos;
    }

    /** Null until it has been read. */
    Uid uid() {
        return uid;
    }
}
