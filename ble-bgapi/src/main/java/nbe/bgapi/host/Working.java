package nbe.bgapi.host;

import java.util.Optional;
import nbe.bgapi.call.Call;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.Outcome;
import nbe.bgapi.host.SessionState.Asked;
import nbe.bgapi.host.Work.Running;
import nbe.bgapi.wire.Packet;

/**
 * A state of a session that runs procedures, one at a time, in the order of their requests: {@link Connected} and {@link Idle} share its
 * queue, its deadlines and its reaction to a procedure's {@link Progress}. On the adapter's thread.
 */
sealed interface Working extends SessionState permits Connected, Idle {
    /** The procedure that runs, and the requests that wait. */
    Work work();

    /** The same state with other work. */
    Working with(Work work);

    /** Handle of the connection; -1 without one. */
    int connection();

    /** Ends the session because the procedure that runs is late or the device breaks the protocol. */
    SessionStep abandon(SessionException why, long now);

    /** The step for an event that the state processes itself; empty: the state passes the event to the procedure that runs. */
    default Optional<SessionStep> onOwnEvent(HostEvent event) {
        return Optional.empty();
    }

    /** The handle for calls; 0 without a connection, for calls that ignore it. */
    private int handle() {
        return Math.max(connection(), 0);
    }

    default SessionStep enqueue(SessionRequest.Run<?> request, long now) {
        return work().isFull()
                ? SessionStep.to(this, new SessionEffect.Fail(request, SessionError.BUSY))
                : with(work().with(request)).runNext(now);
    }

    private SessionStep runNext(long now) {
        if (work().running().isPresent() || work().waiting().isEmpty()) {
            return SessionStep.to(this);
        }
        SessionRequest.Run<?> first = work().waiting().get(0);
        Asked asked = Asked.now(first.procedure().begin(handle()), now);
        Running running = new Running(first, Optional.of(asked), now + first.patienceNanos());
        return SessionStep.to(with(work().startingFirst(running)), asked.send());
    }

    @Override
    default SessionStep onPacket(Packet packet, long now) {
        Optional<Asked> asked = work().asked();
        if (asked.isPresent() && asked.get().call().isAnsweredBy(packet)) {
            Running running = work().running().orElseThrow();
            Object answer = asked.get().call().answer(packet);
            return with(work().with(Optional.of(running.asking(Optional.empty()))))
                    .carryOn(running, running.request().procedure().onAnswer(answer, handle()), now);
        }
        Optional<HostEvent> event = HostEvent.of(packet);
        return event.isEmpty() ? SessionStep.to(this) : onEvent(event.get(), now);
    }

    private SessionStep onEvent(HostEvent event, long now) {
        Optional<SessionStep> own = onOwnEvent(event);
        if (own.isPresent()) {
            return own.get();
        }
        Optional<Running> running = work().running();
        if (running.isEmpty() || work().asked().isPresent() || !event.concerns(connection())) {
            return SessionStep.to(this);
        }
        return carryOn(running.get(), running.get().request().procedure().onEvent(event, connection()), now);
    }

    private SessionStep carryOn(Running running, Progress<?> progress, long now) {
        SessionRequest.Run<?> request = running.request();
        return progress.to(new Progress.Handler() {
            @Override
            public SessionStep waiting() {
                return SessionStep.to(Working.this);
            }

            @Override
            public SessionStep next(Call<?> call) {
                Asked asked = Asked.now(call, now);
                return SessionStep.to(with(work().with(Optional.of(running.asking(Optional.of(asked))))), asked.send());
            }

            @Override
            public SessionStep done(Object value) {
                return ended().after(new SessionEffect.Complete(request, value));
            }

            @Override
            public SessionStep refused(Outcome refusal) {
                SessionException why = SessionException.of(SessionError.REFUSED, refusal, request.name());
                return ended().after(new SessionEffect.Fail(request, why));
            }

            /** Ends the session: further events of this procedure would reach the next one. */
            @Override
            public SessionStep breach(String how) {
                return abandon(SessionException.of(SessionError.PROTOCOL, request.name() + " (" + how + ")"), now);
            }

            private SessionStep ended() {
                return with(work().with(Optional.empty())).runNext(now);
            }
        });
    }

    @Override
    default SessionStep onTime(long now) {
        Optional<Asked> overdue = work().asked().filter(asked -> asked.isOverdue(now));
        if (overdue.isPresent()) {
            return end(overdue.get().noAnswer(), false);
        }
        Optional<Running> late = work().running().filter(running -> now - running.until() >= 0);
        // After a request without a response the session may not send another (Bluetooth Core vol 3 part F 3.3.3).
        return late.isPresent()
                ? abandon(
                        SessionException.of(
                                SessionError.TIMEOUT, late.get().request().name()),
                        now)
                : SessionStep.to(this);
    }

    @Override
    default SessionStep onLost(SessionError why) {
        return end(SessionState.theSession(why), true);
    }

    default SessionStep end(SessionException why, boolean orderly) {
        return SessionStep.end(why, orderly).failing(work().all(), why);
    }
}
