package nbe.bgapi.host;

import java.util.OptionalLong;

/**
 * Final state of a session: its adapter may serve another one. Requests to connect or to run a procedure fail, a request to disconnect
 * succeeds; for a new connection the caller makes a new {@link GattSession}. {@link SessionMachine} calls it on the adapter's thread.
 */
record Over() implements SessionState {
    @Override
    public SessionStep onConnect(SessionRequest.Connect request, long now) {
        return SessionStep.to(this, new SessionEffect.Fail(request, SessionError.NOT_CONNECTED));
    }

    @Override
    public SessionStep onDisconnect(SessionRequest.Disconnect request, long now) {
        return SessionStep.to(this, new SessionEffect.Complete(request, true));
    }

    @Override
    public SessionStep onTime(long now) {
        return SessionStep.to(this);
    }

    @Override
    public SessionStep onLost(SessionError why) {
        return SessionStep.to(this);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.empty();
    }
}
