package nbe.bgapi.adapter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.adapter.RadioBorrower.Refusal;
import nbe.bgapi.adapter.RadioBorrower.Request;
import nbe.bgapi.wire.Packet;

/**
 * One adapter's borrower and the requests on their way to it; of more than {@value #BOUND} the newest are rejected. {@link #post} may be
 * called from any thread, everything else from the adapter's.
 */
final class RadioLending implements RadioLender {
    static final int BOUND = 32;

    private final Radio radio;
    private final Deque<Request> requests = new ArrayDeque<>(); // guarded by itself
    private boolean closed; // guarded by requests
    private RadioBorrower borrower; // null: none

    RadioLending(Radio radio) {
        this.radio = radio;
    }

    @Override
    public Optional<Refusal> post(Request request) {
        synchronized (requests) {
            if (closed) {
                return Optional.of(Refusal.STOPPED);
            }
            if (requests.size() >= BOUND) {
                return Optional.of(Refusal.BUSY);
            }
            requests.add(request);
            return Optional.empty();
        }
    }

    private List<Request> takeAll() {
        synchronized (requests) {
            if (requests.isEmpty()) {
                return List.of();
            }
            List<Request> all = List.copyOf(requests);
            requests.clear();
            return all;
        }
    }

    /** Takes no further requests and rejects those that wait. */
    void close() {
        synchronized (requests) {
            closed = true;
        }
        takeAll().forEach(request -> request.refuse(Refusal.STOPPED));
    }

    Radio radio() {
        return radio;
    }

    boolean isBorrowed() {
        return borrower != null;
    }

    /**
     * Runs what is due and what was posted.
     *
     * @param lends whether the adapter serves borrowers now
     */
    void serve(boolean lends, long now) {
        if (borrower != null && borrower.isDue(now)) {
            borrower.onTime(now, radio);
        }
        for (Request request : takeAll()) {
            RadioBorrower from = request.borrower();
            if (from.hasLeft()) {
                request.run(now, radio);
            } else if (borrower != null && borrower != from) {
                request.refuse(Refusal.BUSY);
            } else if (!lends) {
                request.refuse(Refusal.NOT_READY);
            } else {
                borrower = from;
                request.run(now, radio);
            }
        }
    }

    void onLent(long now) {
        if (borrower != null) {
            borrower.onLent(now, radio);
        }
    }

    void onPacket(Packet packet, long now) {
        if (borrower != null) {
            borrower.onPacket(packet, now, radio);
        }
    }

    void onStop() {
        if (borrower != null) {
            borrower.onStop(radio);
        }
    }

    /** The adapter serves its borrower no longer. */
    void end(Refusal why) {
        if (borrower != null) {
            borrower.onLost(why, radio);
        }
    }

    /** The borrower has left. Gives it, for an adapter that ends it later. */
    Optional<RadioBorrower> forget() {
        Optional<RadioBorrower> left = Optional.ofNullable(borrower);
        borrower = null;
        return left;
    }
}
