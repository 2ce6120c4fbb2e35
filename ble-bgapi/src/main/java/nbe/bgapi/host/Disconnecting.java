package nbe.bgapi.host;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.OnConnection;
import nbe.bgapi.wire.Packet;

/**
 * The dongle ends the connection.
 *
 * @param why why the session is over once the dongle has confirmed
 * @param leaving the request to disconnect, if there is one
 * @param asked connection_disconnect while it is not answered
 * @param until when the device counts as lost
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
                    : end(why, true); // the connection is gone already
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
