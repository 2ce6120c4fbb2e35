package nbe.bgapi.host;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.Gap;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.wire.Packet;

/**
 * State of a session while the dongle listens for an advertisement of the device in order to connect to it (gap_connect_direct).
 * {@link SessionMachine} calls it on the adapter's thread. A connection leads to {@link Connected}, a refusal by the dongle to
 * {@link Idle}, the deadline or a request to disconnect to {@link GivingUp}.
 *
 * @param request the caller's request to connect
 * @param asked gap_connect_direct until the dongle has answered it; then empty
 * @param connection handle that the dongle has reserved for the connection; -1 before its answer
 * @param until monotonic nanoseconds: without a connection by then the session stops the attempt
 */
record Connecting(Device device, SessionRequest.Connect request, Optional<Asked> asked, int connection, long until)
        implements SessionState.Seeking {

    static Connecting asking(Device device, SessionRequest.Connect request, Asked asked, long now) {
        return new Connecting(
                device, request, Optional.of(asked), SessionMachine.NO_CONNECTION, now + request.patienceNanos());
    }

    @Override
    public SessionStep onDisconnect(SessionRequest.Disconnect leaving, long now) {
        return giveUp(Optional.of(leaving), now);
    }

    private SessionStep giveUp(Optional<SessionRequest.Disconnect> leaving, long now) {
        Asked end = Asked.now(Gap.endProcedure(), now);
        return SessionStep.to(new GivingUp(device, request, leaving, end, connection), end.send());
    }

    @Override
    public SessionStep onPacket(Packet packet, long now) {
        if (asked.isPresent() && asked.get().call().isAnsweredBy(packet)) {
            return onAnswer((Gap.Connecting) asked.get().call().answer(packet), now);
        }
        Optional<HostEvent> event = HostEvent.of(packet);
        if (event.isPresent()
                && event.get() instanceof HostEvent.Disconnected lost
                && lost.connection() == connection) {
            return end(SessionException.of(SessionError.REMOTE_DISCONNECTED, lost.reason(), "the session"), true)
                    .after(new SessionEffect.ReturnRadio(true));
        }
        return event.flatMap(one -> Connected.by(one, device, request))
                .map(connected -> SessionStep.to(
                        connected.state(),
                        new SessionEffect.ReturnRadio(true),
                        new SessionEffect.Complete(request, connected.status())))
                .orElse(SessionStep.to(this));
    }

    private SessionStep onAnswer(Gap.Connecting answer, long now) {
        if (answer.outcome().isSuccess()) {
            return SessionStep.to(new Connecting(device, request, Optional.empty(), answer.connection(), until));
        }
        SessionException why = SessionException.of(SessionError.REFUSED, answer.outcome(), request.name());
        return SessionStep.to(
                Idle.from(device, now), new SessionEffect.ReturnRadio(true), new SessionEffect.Fail(request, why));
    }

    @Override
    public SessionStep onTime(long now) {
        Optional<Asked> overdue = asked.filter(one -> one.isOverdue(now));
        if (overdue.isPresent()) {
            return end(overdue.get().noAnswer(), false).after(new SessionEffect.ReturnRadio(false));
        }
        return now - until < 0 ? SessionStep.to(this) : giveUp(Optional.empty(), now);
    }

    @Override
    public OptionalLong deadline() {
        return SessionState.earlier(asked, until);
    }
}
