package nbe.bgapi.host;

import java.util.OptionalLong;

/**
 * State of a session without a connection: a new session, or one whose attempt to connect has failed. It starts an attempt to connect,
 * and runs procedures that need only the dongle, for example a list of its bonds. {@link SessionMachine} calls it on the adapter's
 * thread.
 *
 * @param until monotonic nanoseconds: the session ends then if no procedure runs. A request for a procedure moves it, to a minute
 *     from now
 * @param work the procedure that runs, and the requests that wait
 */
record Idle(Device device, long until, Work work) implements Working {
    static Idle from(Device device, long now) {
        return new Idle(device, now + SessionMachine.IDLE_NANOS, Work.NONE);
    }

    @Override
    public Idle with(Work other) {
        return new Idle(device, until, other);
    }

    @Override
    public int connection() {
        return SessionMachine.NO_CONNECTION;
    }

    @Override
    public SessionStep onConnect(SessionRequest.Connect request, long now) {
        return work.running().isPresent()
                ? SessionStep.to(this, new SessionEffect.Fail(request, SessionError.BUSY))
                : SessionStep.to(
                        new AwaitingRadio(device, request, now + SessionMachine.RADIO_NANOS),
                        new SessionEffect.BorrowRadio());
    }

    @Override
    public SessionStep onRun(SessionRequest.Run<?> request, long now) {
        return request.procedure().needsConnection()
                ? SessionStep.to(this, new SessionEffect.Fail(request, SessionError.NOT_CONNECTED))
                : new Idle(device, now + SessionMachine.IDLE_NANOS, work).enqueue(request, now);
    }

    @Override
    public SessionStep onDisconnect(SessionRequest.Disconnect request, long now) {
        return end(SessionState.theSession(SessionError.CLOSED), work.asked().isEmpty())
                .and(new SessionEffect.Complete(request, true));
    }

    @Override
    public SessionStep abandon(SessionException why, long now) {
        return end(why, false);
    }

    @Override
    public SessionStep onTime(long now) {
        return work.running().isEmpty() && now - until >= 0
                ? end(SessionException.of(SessionError.CLOSED, "the session, unused for a minute"), true)
                : Working.super.onTime(now);
    }

    @Override
    public OptionalLong deadline() {
        OptionalLong running = work.deadline();
        return running.isPresent() ? running : OptionalLong.of(until);
    }
}
