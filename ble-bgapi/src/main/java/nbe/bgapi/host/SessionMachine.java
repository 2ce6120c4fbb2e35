package nbe.bgapi.host;

import java.util.List;
import java.util.OptionalLong;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.wire.Packet;

/**
 * Decides what happens in one session with one device: takes requests, packets and the time, returns effects. No I/O, no thread, no
 * clock; belongs to the adapter's thread.
 *
 * <pre>
 *  state          event                         next           effects
 *  Idle           connect                       AwaitingRadio  borrow the radio
 *                 run (the dongle alone)        Idle           run it
 *                 nothing for a minute          Over
 *  AwaitingRadio  lent                          Connecting     gap_connect_direct
 *                 not lent in 5 s, disconnect   Over           return the radio, state not known
 *  Connecting     refused                       Idle           return the radio
 *                 connection_status             Connected      return the radio
 *                 time-out, disconnect          GivingUp       gap_end_procedure
 *  GivingUp       answer                        Idle           return the radio
 *                 answer, for a disconnect      Over           return the radio
 *                 connection_status             Connected      return the radio: it was just in time
 *  Connected      run                           Connected      run it; one at a time, in their order
 *                 indication to confirm         Connected      attclient_indicate_confirm
 *                 a procedure's time-out        Disconnecting  connection_disconnect
 *                 disconnect                    Disconnecting  connection_disconnect
 *  Disconnecting  connection_disconnected       Over
 *                 silence                       Over           the adapter recovers the dongle
 *  any            connection_disconnected       Over
 *                 a command without an answer   Over           the adapter recovers the dongle
 *                 adapter lost or stopped       Over
 * </pre>
 */
final class SessionMachine {
    /** Requests that wait behind the one that runs. */
    static final int WAITING_BOUND = 8;

    static final int NO_CONNECTION = -1;

    private static final long MS = 1_000_000L;

    /** Events queue in front of an answer while the dongle scans; see nbe.bgapi.machine.Timings. */
    static final long ANSWER_NANOS = 2_500 * MS;

    /** For the adapter to end scanning. */
    static final long RADIO_NANOS = 5_000 * MS;

    /** A session that nobody uses leaves the adapter. */
    static final long IDLE_NANOS = 60_000 * MS;

    /** On top of the supervision time-out, for the end of a connection whose peer does not acknowledge it. */
    static final long DISCONNECT_NANOS = 1_000 * MS;

    private SessionState state;

    SessionMachine(long address, AddressType addressType, long now) {
        state = Idle.from(new SessionState.Device(address, addressType), now);
    }

    SessionState state() {
        return state;
    }

    boolean isOver() {
        return state instanceof Over;
    }

    /** True if onTime is due. */
    boolean isDue(long now) {
        OptionalLong deadline = state.deadline();
        return deadline.isPresent() && now - deadline.getAsLong() >= 0;
    }

    List<SessionEffect> onRequest(SessionRequest<?> request, long now) {
        return take(request.to(state, now));
    }

    List<SessionEffect> onLent(long now) {
        return take(state.onLent(now));
    }

    List<SessionEffect> onPacket(Packet packet, long now) {
        return take(state.onPacket(packet, now));
    }

    List<SessionEffect> onTime(long now) {
        return take(state.onTime(now));
    }

    List<SessionEffect> onLost(SessionError why) {
        return take(state.onLost(why));
    }

    List<SessionEffect> onStop() {
        return take(state.onStop());
    }

    private List<SessionEffect> take(SessionStep step) {
        state = step.next();
        return step.effects();
    }
}
