package nbe.bgapi.host;

import java.util.Optional;

/** Takes a session's orders to the thread that owns the adapter. */
@FunctionalInterface
public interface SessionHost {
    /**
     * Hands an order over; never waits. Any thread.
     *
     * @return why it is not taken: too much waits ({@link SessionError#BUSY}), or the adapter has ended
     *     ({@link SessionError#STOPPED})
     */
    Optional<SessionError> post(SessionSeat seat, SessionOrder<?> order);
}
