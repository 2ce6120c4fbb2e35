package nbe.bgapi.host;

import java.util.List;
import java.util.OptionalLong;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.wire.Packet;

/**
 * State machine of one GATT session with one device. Requests of the caller, packets of the dongle and the time go in;
 * {@link SessionEffect}s come out. {@link SessionPort} calls it on the adapter's thread and performs the effects in their order. It does no
 * I/O, and has no thread and no clock of its own; times are monotonic nanoseconds.
 *
 * <p>The table has the events that change the state or send a command; "run" is a caller's request for a {@link Procedure}. After "return
 * the radio" the adapter resumes scanning. Where the table says "recover", the dongle's state is unknown, and the adapter recovers it.
 * Brackets at GivingUp: why the session stops the attempt to connect.
 *
 * <pre>
 *  state          event                           next           effects
 *  Idle           connect                         AwaitingRadio  borrow the radio
 *                 run (without a connection)      Idle           run it, one at a time
 *                 disconnect, unused for a minute Over
 *                 a procedure's time-out          Over           recover
 *                 the dongle breaks the protocol  Over           recover
 *  AwaitingRadio  the radio is lent               Connecting     gap_connect_direct
 *                 not lent in 5 s, disconnect     Over           return the radio, recover
 *  Connecting     the dongle refuses              Idle           return the radio
 *                 connection_status               Connected      return the radio
 *                 time-out, disconnect            GivingUp       gap_end_procedure
 *  GivingUp       answer (time-out)               Idle           return the radio; recover unless the answer is success
 *                 answer (disconnect)             Over           return the radio; recover unless the answer is success
 *                 connection_status (time-out)    Connected      return the radio
 *                 connection_status (disconnect)  Disconnecting  return the radio, connection_disconnect
 *  Connected      run                             Connected      run it, one at a time
 *                 indication to confirm           Connected      attclient_indicate_confirm
 *                 a procedure's time-out          Disconnecting  connection_disconnect
 *                 the device breaks the protocol  Disconnecting  connection_disconnect
 *                 disconnect                      Disconnecting  connection_disconnect
 *  Disconnecting  connection_disconnected         Over
 *                 no connection_disconnected      Over           recover
 *  any            connection_disconnected         Over
 *                 a command without an answer     Over           recover
 *                 adapter lost or stopped         Over
 * </pre>
 */
final class SessionMachine {
    /** The most requests that wait while a procedure runs. */
    static final int WAITING_BOUND = 8;

    /** In place of a handle, while the session has no connection. */
    static final int NO_CONNECTION = -1;

    private static final long MS = 1_000_000L;

    /** For the dongle to answer a command: while it scans, events queue in front of the answer. See nbe.bgapi.machine.Timings. */
    static final long ANSWER_NANOS = 2_500 * MS;

    /** For the adapter to stop scanning. */
    static final long RADIO_NANOS = 5_000 * MS;

    /** A session without a connection and without a request ends after this time, so that another one can use the adapter. */
    static final long IDLE_NANOS = 60_000 * MS;

    /** Added to the supervision time-out: the time for the end of a connection whose device does not confirm it. */
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

    /** True if {@link #onTime} is due. */
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
