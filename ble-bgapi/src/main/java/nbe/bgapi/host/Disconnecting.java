package nbe.bgapi.host;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.OnConnection;
import nbe.bgapi.wire.Packet;

/**
 * State of a session that has sent connection_disconnect and waits for connection_disconnected. It still delivers values that the device
 * sends unrequested. {@link SessionMachine} calls it on the adapter's thread. It leads to {@link Over}.
 *
 * @param connection handle of the connection, 0 to 7
 * @param why the error that the session reports when it ends
 * @param leaving the caller's request to disconnect; empty if the session disconnects because of an error or a time-out
 * @param asked connection_disconnect until the dongle has answered it; then empty
 * @param until monotonic nanoseconds: without connection_disconnected by then the session ends and the adapter recovers the dongle
 */
record Disconnecting(
        int connection,
        SessionException why,
        Optional<SessionRequest.Disconnect> leaving,
        Optional<Asked> asked,
        long until)
        implements SessionState {

    @Override
    public SessionStep onDisconnect(SessionRequest.Disconnect another, long now) {
        return leaving.isPresent()
                ? SessionStep.to(this, new SessionEffect.Fail(another, SessionError.CLOSED))
                : SessionStep.to(new Disconnecting(connection, why, Optional.of(another), asked, until));
    }

    @Override
    public SessionStep onPacket(Packet packet, long now) {
        if (asked.isPresent() && asked.get().call().isAnsweredBy(packet)) {
            OnConnection answer = (OnConnection) asked.get().call().answer(packet);
            return answer.outcome().isSuccess()
                    ? SessionStep.to(new Disconnecting(connection, why, leaving, Optional.empty(), until))
                    : end(why, true); // the connection has ended before
        }
        HostEvent event = HostEvent.of(packet).orElse(null);
        if (event instanceof HostEvent.Disconnected lost && lost.connection() == connection) {
            return end(why, true);
        }
        return event instanceof HostEvent.Value value && value.isByItself() && value.connection() == connection
                ? SessionStep.to(this, new SessionEffect.Deliver(GattValue.of(value)))
                : SessionStep.to(this);
    }

    @Override
    public SessionStep onTime(long now) {
        Optional<Asked> overdue = asked.filter(one -> one.isOverdue(now));
        if (overdue.isPresent()) {
            return end(overdue.get().noAnswer(), false);
        }
        return now - until < 0 ? SessionStep.to(this) : end(why, false);
    }

    @Override
    public SessionStep onLost(SessionError lost) {
        return end(SessionState.theSession(lost), true);
    }

    private SessionStep end(SessionException reason, boolean orderly) {
        SessionStep end = SessionStep.end(reason, orderly);
        return leaving.map(one -> end.and(new SessionEffect.Complete(one, true)))
                .orElse(end);
    }

    @Override
    public OptionalLong deadline() {
        return SessionState.earlier(asked, until);
    }
}
