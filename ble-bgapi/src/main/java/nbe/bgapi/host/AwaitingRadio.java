package nbe.bgapi.host;

import java.util.OptionalLong;
import nbe.bgapi.call.Gap;

/**
 * State of a session between the caller's request to connect and the end of the adapter's scan: the dongle cannot connect while it
 * scans. {@link SessionMachine} calls it on the adapter's thread. {@link #onLent} leads to {@link Connecting}; after a request to
 * disconnect or a time-out the adapter recovers the dongle, because it may still be scanning.
 *
 * @param request the caller's request to connect; it fails if the session ends in this state
 * @param until monotonic nanoseconds: the session ends if the adapter still scans then
 */
record AwaitingRadio(Device device, SessionRequest.Connect request, long until) implements SessionState.Seeking {

    @Override
    public SessionStep onDisconnect(SessionRequest.Disconnect leaving, long now) {
        return end(SessionState.theSession(SessionError.CLOSED), true)
                .after(new SessionEffect.ReturnRadio(false))
                .and(new SessionEffect.Complete(leaving, true));
    }

    @Override
    public SessionStep onLent(long now) {
        Asked asked = Asked.now(Gap.connectDirect(device.address(), device.type(), request.parameters()), now);
        return SessionStep.to(Connecting.asking(device, request, asked, now), asked.send());
    }

    @Override
    public SessionStep onTime(long now) {
        return now - until < 0
                ? SessionStep.to(this)
                : end(SessionException.of(SessionError.TIMEOUT, "ending the scan"), false)
                        .after(new SessionEffect.ReturnRadio(false));
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(until);
    }
}
