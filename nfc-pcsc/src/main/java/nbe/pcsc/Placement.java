package nbe.pcsc;

/** One card on one reader, from the report of its coming to the report of its going. Owned by {@link Placements}. */
final class Placement {
    /** When the reader reported it, monotonic nanoseconds. */
    final long atNanos;

    /** It lay there when the watch of its reader began: known, never reported. */
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

    /** When its removal was reported; of meaning only if {@link #gone()}. */
    long goneAtNanos() {
        return goneAtNanos;
    }

    /** Null until it was read. */
    Uid uid() {
        return uid;
    }
}
