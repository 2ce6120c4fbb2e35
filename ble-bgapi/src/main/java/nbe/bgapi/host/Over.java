package nbe.bgapi.host;

import java.util.OptionalLong;

/** The final state: a new connection needs a new session. */
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
