package nbe.bgapi.host;

import java.util.OptionalLong;
import nbe.bgapi.call.Gap;

/**
 * The adapter stops scanning, so that the dongle can connect.
 *
 * @param until when that takes too long
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
