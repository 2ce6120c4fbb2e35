package nbe.bgapi.host;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.AttributeClient;
import nbe.bgapi.call.Connection;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;

/**
 * State of a session that is connected to its device: it runs procedures one at a time, delivers the values that the device sends
 * unrequested, and confirms its indications. {@link SessionMachine} calls it on the adapter's thread.
 *
 * @param connection handle of the connection, 0 to 7
 * @param parameters as in the request to connect; {@link Disconnecting} waits for their supervision time-out
 * @param work the procedure that runs, and the requests that wait
 */
record Connected(int connection, ConnectionParameters parameters, Work work) implements Working {
    private static final long TIMEOUT_UNIT_NANOS = 10_000_000L;

    /** A new connection and the event that reported it. */
    record New(Connected state, HostEvent.Status status) {}

    /** The state that the event leads to; empty if the event does not report a connection to the device. */
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
