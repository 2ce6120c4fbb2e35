package nbe.bgapi.host;

import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.call.Call;
import nbe.bgapi.wire.Packet;

/**
 * A state of a GATT session, with the data of that state only. Each method processes an event and returns the next state and the effects.
 * {@link SessionMachine} holds the state, has the table of all transitions, and calls the methods on the adapter's thread. Times are
 * monotonic nanoseconds.
 */
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
     * @param until monotonic nanoseconds: the session waits for the answer until then
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

        /** The error of a session that ends because the dongle has not answered in time. */
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

    /** The dongle has sent a packet that is not an advertisement. */
    default SessionStep onPacket(Packet packet, long now) {
        return SessionStep.to(this);
    }

    /** Time has passed. The state ignores a call before {@link #deadline}. */
    SessionStep onTime(long now);

    /** The adapter has stopped serving the session: the dongle is unplugged, or the adapter recovers it. */
    SessionStep onLost(SessionError why);

    /** The adapter is about to stop: the session disconnects without waiting for the end of the connection. */
    default SessionStep onStop() {
        return onLost(SessionError.STOPPED);
    }

    /** When {@link #onTime} is due; empty: never. */
    OptionalLong deadline();

    /** The earlier one of {@code until} and the time when the answer to {@code asked} is overdue. */
    static OptionalLong earlier(Optional<Asked> asked, long until) {
        long answer = asked.map(Asked::until).orElse(until);
        return OptionalLong.of(answer - until < 0 ? answer : until);
    }

    /** A state between the request to connect and the connection: the session has borrowed the radio, or waits for it. */
    sealed interface Seeking extends SessionState permits AwaitingRadio, Connecting, GivingUp {
        /** The caller's request to connect. */
        SessionRequest.Connect request();

        /** Ends the session and fails the request to connect. */
        default SessionStep end(SessionException why, boolean orderly) {
            return SessionStep.end(why, orderly).and(new SessionEffect.Fail(request(), why));
        }

        @Override
        default SessionStep onLost(SessionError why) {
            return end(theSession(why), true);
        }
    }

    /** The error of the session as a whole, not of one request. */
    static SessionException theSession(SessionError why) {
        return SessionException.of(why, "the session");
    }
}
