package nbe.bgapi.host;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.call.Call;
import nbe.bgapi.wire.Packet;

/** One state of a session: a value with the data that have a meaning in it, and the step that each event leads to. */
sealed interface SessionState permits Disconnecting, Over, SessionState.Seeking, Working {

    /**
     * The device of the session.
     *
     * @param address 48 bits, most significant byte first
     */
    record Device(long address, AddressType type) {}

    /**
     * A command that the dongle has not answered yet.
     *
     * @param until monotonic nanoseconds; after that the dongle does not answer
     */
    record Asked(Call<?> call, long until) {
        static Asked now(Call<?> call, long now) {
            return new Asked(call, now + SessionMachine.ANSWER_NANOS);
        }

        SessionEffect send() {
            return new SessionEffect.Send(call);
        }

        boolean isOverdue(long now) {
            return now - until >= 0;
        }

        /** The session ends, and the adapter recovers the dongle. */
        SessionException noAnswer() {
            return SessionException.of(
                    SessionError.TIMEOUT,
                    "the dongle, asked for " + call.command().wireName());
        }
    }

    default SessionStep onConnect(SessionRequest.Connect request, long now) {
        return SessionStep.to(this, new SessionEffect.Fail(request, SessionError.ALREADY_CONNECTED));
    }

    default SessionStep onRun(SessionRequest.Run<?> request, long now) {
        return SessionStep.to(this, new SessionEffect.Fail(request, SessionError.NOT_CONNECTED));
    }

    SessionStep onDisconnect(SessionRequest.Disconnect request, long now);

    /** The adapter has stopped scanning. */
    default SessionStep onLent(long now) {
        return SessionStep.to(this);
    }

    /** Any packet but an advertisement. */
    default SessionStep onPacket(Packet packet, long now) {
        return SessionStep.to(this);
    }

    /** May come before {@link #deadline}: then nothing happens. */
    SessionStep onTime(long now);

    /** The adapter serves no session any more. */
    SessionStep onLost(SessionError why);

    /** The adapter is about to end: the session lets the device go without waiting for it. */
    default SessionStep onStop() {
        return onLost(SessionError.STOPPED);
    }

    /** When to call onTime; empty: never. */
    OptionalLong deadline();

    /** The time to call onTime of a state that lasts until then, or until the answer is overdue. */
    static OptionalLong earlier(Optional<Asked> asked, long until) {
        long answer = asked.map(Asked::until).orElse(until);
        return OptionalLong.of(answer - until < 0 ? answer : until);
    }

    /** A state on the way to a connection: the session has borrowed the radio, or waits for it. */
    sealed interface Seeking extends SessionState permits AwaitingRadio, Connecting, GivingUp {
        SessionRequest.Connect request();

        default SessionStep end(SessionException why, boolean orderly) {
            return SessionStep.end(why, orderly).and(new SessionEffect.Fail(request(), why));
        }

        @Override
        default SessionStep onLost(SessionError why) {
            return end(theSession(why), true);
        }
    }

    static SessionException theSession(SessionError why) {
        return SessionException.of(why, "the session");
    }
}
