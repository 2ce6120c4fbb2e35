package nbe.bgapi.host;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.Outcome;
import nbe.bgapi.wire.Packet;

/**
 * State of a session that stops an attempt to connect, after a time-out or a request to disconnect, and waits for the dongle's answer
 * to gap_end_procedure. The dongle may connect before it processes that command: after a time-out the session then keeps the
 * connection, for a request to disconnect it ends the connection. {@link SessionMachine} calls it on the adapter's thread.
 *
 * @param request the caller's request to connect
 * @param leaving the caller's request to disconnect; empty after a time-out
 * @param asked gap_end_procedure, which the dongle has not answered yet
 * @param connection handle that the dongle has reserved for the connection; -1 if it has not answered gap_connect_direct
 */
record GivingUp(
        Device device,
        SessionRequest.Connect request,
        Optional<SessionRequest.Disconnect> leaving,
        Asked asked,
        int connection)
        implements SessionState.Seeking {

    @Override
    public SessionStep onDisconnect(SessionRequest.Disconnect another, long now) {
        return leaving.isPresent()
                ? SessionStep.to(this, new SessionEffect.Fail(another, SessionError.CLOSED))
                : SessionStep.to(new GivingUp(device, request, Optional.of(another), asked, connection));
    }

    @Override
    public SessionStep onPacket(Packet packet, long now) {
        if (asked.call().isAnsweredBy(packet)) {
            return onAnswer((Outcome) asked.call().answer(packet), now);
        }
        Optional<HostEvent> event = HostEvent.of(packet);
        if (event.isPresent()
                && event.get() instanceof HostEvent.Disconnected lost
                && lost.connection() == connection) {
            return end(SessionException.of(SessionError.REMOTE_DISCONNECTED, lost.reason(), "the session"), true)
                    .after(new SessionEffect.ReturnRadio(false));
        }
        return event.flatMap(one -> Connected.by(one, device, request))
                .map(connected -> onConnected(connected, now))
                .orElse(SessionStep.to(this));
    }

    /** The session ignores the answer to gap_end_procedure, which follows: it reports only that the command came too late. */
    private SessionStep onConnected(Connected.New connected, long now) {
        SessionEffect giveBack = new SessionEffect.ReturnRadio(true);
        return leaving.isEmpty()
                ? SessionStep.to(connected.state(), giveBack, new SessionEffect.Complete(request, connected.status()))
                : connected
                        .state()
                        .onDisconnect(leaving.get(), now)
                        .after(giveBack, new SessionEffect.Fail(request, SessionError.CLOSED));
    }

    private SessionStep onAnswer(Outcome outcome, long now) {
        // 0x0181: the dongle had stopped connecting, and has reported no connection. The adapter recovers the dongle.
        SessionEffect giveBack = new SessionEffect.ReturnRadio(outcome.isSuccess());
        return leaving.isEmpty()
                ? SessionStep.to(
                        Idle.from(device, now), giveBack, new SessionEffect.Fail(request, SessionError.TIMEOUT))
                : SessionStep.end(SessionState.theSession(SessionError.CLOSED), outcome.isSuccess())
                        .after(giveBack, new SessionEffect.Fail(request, SessionError.CLOSED))
                        .and(new SessionEffect.Complete(leaving.get(), true));
    }

    @Override
    public SessionStep onTime(long now) {
        return asked.isOverdue(now)
                ? end(asked.noAnswer(), false).after(new SessionEffect.ReturnRadio(false))
                : SessionStep.to(this);
    }

    @Override
    public SessionStep end(SessionException why, boolean orderly) {
        SessionStep end = SessionState.Seeking.super.end(why, orderly);
        return leaving.map(one -> end.and(new SessionEffect.Complete(one, true)))
                .orElse(end);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(asked.until());
    }
}
