package nbe.bgapi.host;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.AttributeClient;
import nbe.bgapi.call.Connection;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;

/**
 * The connection stands.
 *
 * @param connection its handle
 */
record Connected(int connection, ConnectionParameters parameters, Work work) implements Working {
    private static final long TIMEOUT_UNIT_NANOS = 10_000_000L;

    /** A new connection and the event that reported it. */
    record New(Connected state, HostEvent.Status status) {}

    /** Empty if the event reports no connection to the device. */
    static Optional<New> by(HostEvent event, SessionState.Device device, SessionRequest.Connect request) {
        return event instanceof HostEvent.Status status && status.isConnected() && status.address() == device.address()
                ? Optional.of(new New(new Connected(status.connection(), request.parameters(), Work.NONE), status))
                : Optional.empty();
    }

    @Override
    public Connected with(Work other) {
        return new Connected(connection, parameters, other);
    }

    @Override
    public SessionStep onRun(SessionRequest.Run<?> request, long now) {
        return enqueue(request, now);
    }

    @Override
    public SessionStep onDisconnect(SessionRequest.Disconnect request, long now) {
        return disconnect(SessionState.theSession(SessionError.CLOSED), Optional.of(request), now);
    }

    @Override
    public SessionStep abandon(SessionException why, long now) {
        return disconnect(why, Optional.empty(), now);
    }

    private SessionStep disconnect(SessionException why, Optional<SessionRequest.Disconnect> leaving, long now) {
        long until = now
                + parameters.timeout() * TIMEOUT_UNIT_NANOS
                + SessionMachine.DISCONNECT_NANOS
                + SessionMachine.ANSWER_NANOS;
        Asked asked = Asked.now(Connection.disconnect(connection), now);
        return SessionStep.to(new Disconnecting(connection, why, leaving, Optional.of(asked), until))
                .failing(work.all(), why)
                .and(asked.send());
    }

    @Override
    public Optional<SessionStep> onOwnEvent(HostEvent event) {
        if (event instanceof HostEvent.Disconnected lost && lost.connection() == connection) {
            return Optional.of(
                    end(SessionException.of(SessionError.REMOTE_DISCONNECTED, lost.reason(), "the session"), true));
        }
        if (event instanceof HostEvent.Value value && value.isByItself()) {
            SessionStep stay = SessionStep.to(this);
            if (value.connection() != connection) {
                return Optional.of(stay);
            }
            SessionStep confirmed = value.kind() == HostEvent.Value.INDICATION_TO_CONFIRM
                    ? stay.and(new SessionEffect.Send(AttributeClient.indicateConfirm(connection)))
                    : stay;
            return Optional.of(confirmed.and(new SessionEffect.Deliver(GattValue.of(value))));
        }
        return Optional.empty();
    }

    @Override
    public SessionStep onStop() {
        return Working.super.onStop().after(new SessionEffect.Send(Connection.disconnect(connection)));
    }

    @Override
    public OptionalLong deadline() {
        return work.deadline();
    }
}
