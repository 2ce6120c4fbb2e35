package nbe.bgapi.adapter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.host.SessionError;
import nbe.bgapi.host.SessionHost;
import nbe.bgapi.host.SessionOrder;
import nbe.bgapi.host.SessionSeat;

/** Orders of sessions on their way to the adapter's thread; of more than {@value #BOUND} the newest are refused. */
final class SessionMailbox implements SessionHost {
    static final int BOUND = 32;

    /** An order and the session it belongs to. */
    record Posted(SessionSeat seat, SessionOrder<?> order) {}

    private final Deque<Posted> orders = new ArrayDeque<>(); // guarded by this
    private boolean closed; // guarded by this

    @Override
    public synchronized Optional<SessionError> post(SessionSeat seat, SessionOrder<?> order) {
        if (closed) {
            return Optional.of(SessionError.STOPPED);
        }
        if (orders.size() >= BOUND) {
            return Optional.of(SessionError.BUSY);
        }
        orders.add(new Posted(seat, order));
        return Optional.empty();
    }

    synchronized List<Posted> takeAll() {
        if (orders.isEmpty()) {
            return List.of();
        }
        List<Posted> all = List.copyOf(orders);
        orders.clear();
        return all;
    }

    /** Takes nothing any more; what waits is refused. */
    void close() {
        List<Posted> left;
        synchronized (this) {
            closed = true;
            left = takeAll();
        }
        left.forEach(posted -> posted.order().refuse(SessionError.STOPPED));
    }
}
