package nbe.pcsc;

import java.util.HashMap;
import java.util.Map;
import nbe.pcsc.binding.ReaderStatus;

/**
 * Decides what a change of one reader's state means, and whether a UID is a new placement (docs/protocol.md, "NFC taps"). Pure.
 * Belongs to the thread of {@link Readers}.
 *
 * <p>A card counts from the moment at which the reader reports it. A card that is there in the reader's first state is not a
 * placement, and neither is one that shows up within {@link #SETTLE_NANOS} after the reader was connected: readers need a moment to
 * find the card that is on them already. These cards are read, too, without an event: a card at the edge of the field goes and
 * comes, and its UID shows that it is the same.
 */
final class Placements {
    /** The same UID within this time of its reported removal is the same placement. */
    static final long SAME_PLACEMENT_NANOS = 500_000_000L;

    /** pcscd asks most readers every 400 ms for a card, and then powers it up. */
    static final long SETTLE_NANOS = 750_000_000L;

    /** More insertions between two reports than any reader has: the reader began to count anew. */
    private static final int BACKWARDS = 0x8000;

    /**
     * The meaning of a change of state.
     *
     * @param left the placement that ended with it, or null
     * @param came the placement that is to be read now, or null
     */
    record Change(Placement left, Placement came) {
        static final Change NONE = new Change(null, null);
    }

    private final Map<Uid, Long> lastSeenNanos = new HashMap<>();
    private ReaderStatus last;
    private long settledAtNanos;
    private boolean lost;
    private Placement current;
    private boolean handedOut;

    /**
     * @param base first state seen
     * @param fresh whether the reader was connected only now, and so has to settle
     */
    Placements(ReaderStatus base, boolean fresh, long nowNanos) {
        last = base;
        settledAtNanos = fresh ? nowNanos + SETTLE_NANOS : nowNanos;
        lost = base.unavailable();
        if (base.present()) {
            current = new Placement(nowNanos, true);
        }
    }

    /** The card in the first state, to be read without an event; null if there is no card, or it does not answer. */
    Placement lyingAtStart() {
        if (current == null || !last.readable()) {
            return null;
        }
        handedOut = true;
        return current;
    }

    /** The reader reported a state. */
    Change onStatus(ReaderStatus status, long nowNanos) {
        ReaderStatus before = last;
        last = status;
        if (status.unavailable() || status.unknown()) {
            lost = true;
            return new Change(leave(nowNanos), null);
        }
        int events = (status.events() - before.events()) & 0xFFFF;
        if (lost || events >= BACKWARDS) {
            lost = false;
            settledAtNanos = nowNanos + SETTLE_NANOS;
            Placement left = leave(nowNanos);
            return new Change(left, status.present() ? come(status, nowNanos, true) : null);
        }
        if (!status.present()) {
            return new Change(leave(nowNanos), null);
        }
        if (current == null || events >= 2) {
            Placement left = leave(nowNanos);
            return new Change(left, come(status, nowNanos, nowNanos - settledAtNanos < 0));
        }
        if (!handedOut && status.readable()) {
            // It was mute; it counts from the moment at which it can be read.
            return new Change(null, come(status, nowNanos, current.lying));
        }
        return Change.NONE;
    }

    private Placement come(ReaderStatus status, long nowNanos, boolean lying) {
        current = new Placement(nowNanos, lying);
        handedOut = status.readable();
        return handedOut ? current : null;
    }

    private Placement leave(long nowNanos) {
        Placement left = current;
        current = null;
        handedOut = false;
        if (left != null) {
            left.leave(nowNanos);
            if (left.uid() != null) {
                saw(left.uid(), nowNanos);
            }
        }
        return left;
    }

    /** Whether its card is still on the reader. */
    boolean lies(Placement placement) {
        return placement == current;
    }

    /**
     * Whether a UID that was read makes an event.
     *
     * @param connectedNanos when the connection was made over which it was read
     * @param readNanos when the answer was there
     */
    boolean counts(Placement placement, Uid uid, long connectedNanos, long readNanos) {
        if (placement.gone() && connectedNanos - placement.goneAtNanos() > 0) {
            return false; // A later card answered; it has a placement of its own.
        }
        Long seen = lastSeenNanos.get(uid);
        boolean same = seen != null && placement.atNanos - seen <= SAME_PLACEMENT_NANOS;
        placement.identify(uid);
        saw(uid, placement.gone() && placement.goneAtNanos() - readNanos > 0 ? placement.goneAtNanos() : readNanos);
        return !same && !placement.lying;
    }

    private void saw(Uid uid, long nanos) {
        lastSeenNanos.values().removeIf(seen -> nanos - seen > 2 * SAME_PLACEMENT_NANOS);
        lastSeenNanos.put(uid, nanos);
    }
}
