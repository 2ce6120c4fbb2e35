package nbe.bgapi.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;

/**
 * Decides what happens in one session with one device: orders, packets and the time in, effects out. No I/O, no thread, no
 * clock; belongs to the adapter's thread.
 *
 * <pre>
 *  phase          event                         next           effects
 *  Idle           connect                       AwaitingRadio  borrow the radio
 *                 nothing for a minute          Over
 *  AwaitingRadio  lent                          Connecting     gap_connect_direct
 *  Connecting     refused                       Idle           return the radio
 *                 connection_status             Connected      return the radio
 *                 time-out                      GivingUp       gap_end_procedure
 *  GivingUp       answered                      Idle           return the radio
 *                 connection_status             Connected      return the radio: it was just in time
 *  Connected      order                         Connected      run it; one at a time, in their order
 *                 indication to confirm         Connected      attclient_indicate_confirm
 *                 an order's time-out           Disconnecting  connection_disconnect
 *                 disconnect                    Disconnecting  connection_disconnect
 *  Disconnecting  connection_disconnected       Over
 *                 silence                       Over           the adapter brings the dongle to order
 *  any            connection_disconnected       Over
 *                 a command is not answered     Over           the adapter brings the dongle to order
 * </pre>
 */
final class SessionMachine {
    /** Orders that wait behind the one that runs. */
    static final int WAITING_BOUND = 8;

    private static final long MS = 1_000_000L;
    /** Events queue in front of an answer while the dongle scans; see the adapter's own patience. */
    static final long ANSWER_NANOS = 2_500 * MS;
    /** For the adapter to end scanning. */
    static final long RADIO_NANOS = 5_000 * MS;
    /** A session that nobody uses gives the adapter free. */
    static final long IDLE_NANOS = 60_000 * MS;
    /** On top of the supervision time-out, for the end of a connection whose peer does not acknowledge it. */
    static final long DISCONNECT_NANOS = 1_000 * MS;

    private static final long TIMEOUT_UNIT_NANOS = 10 * MS;
    private static final int NO_CONNECTION = -1;

    enum Phase {
        IDLE,
        AWAITING_RADIO,
        CONNECTING,
        GIVING_UP,
        CONNECTED,
        DISCONNECTING,
        OVER
    }

    private final long address;
    private final AddressType addressType;
    private final Deque<SessionOrder<?>> waiting = new ArrayDeque<>();
    private final List<SessionEffect> effects = new ArrayList<>();
    private Phase phase = Phase.IDLE;
    private long phaseDeadline; // of all phases but CONNECTED
    private SessionOrder<?> running; // what is connecting, or runs
    private SessionOrder<?> leaving; // the order to disconnect
    private SessionException leavingFor; // why it disconnects without an order
    private Call<?> asked; // not answered yet
    private long answerDeadline;
    private long runDeadline;
    private int connection = NO_CONNECTION;
    private ConnectionParameters parameters = ConnectionParameters.DEFAULT;

    SessionMachine(long address, AddressType addressType, long now) {
        this.address = address;
        this.addressType = addressType;
        this.phaseDeadline = now + IDLE_NANOS;
    }

    Phase phase() {
        return phase;
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    OptionalLong deadline() {
        if (phase == Phase.OVER) {
            return OptionalLong.empty();
        }
        OptionalLong deadline = phase == Phase.CONNECTED ? OptionalLong.empty() : OptionalLong.of(phaseDeadline);
        if (isRunning()) {
            deadline = earlier(deadline, runDeadline);
        }
        return asked != null ? earlier(deadline, answerDeadline) : deadline;
    }

    private static OptionalLong earlier(OptionalLong a, long b) {
        return OptionalLong.of(a.isPresent() && a.getAsLong() - b < 0 ? a.getAsLong() : b);
    }

    private boolean isRunning() {
        return running != null && running.kind() == SessionOrder.Kind.RUN;
    }

    private List<SessionEffect> take() {
        List<SessionEffect> all = List.copyOf(effects);
        effects.clear();
        return all;
    }

    // ---- orders

    List<SessionEffect> onOrder(SessionOrder<?> order, long now) {
        if (phase == Phase.OVER) {
            if (order.kind() == SessionOrder.Kind.DISCONNECT) {
                complete(order, true);
            } else {
                fail(order, SessionError.NOT_CONNECTED);
            }
            return take();
        }
        switch (order.kind()) {
            case CONNECT -> onConnect(order, now);
            case RUN -> onRun(order, now);
            case DISCONNECT -> onDisconnect(order, now);
        }
        return take();
    }

    private void onConnect(SessionOrder<?> order, long now) {
        if (phase != Phase.IDLE) {
            fail(order, SessionError.ALREADY_CONNECTED);
        } else if (running != null) {
            fail(order, SessionError.BUSY);
        } else {
            running = order;
            parameters = order.parameters();
            enter(Phase.AWAITING_RADIO, now + RADIO_NANOS);
            effects.add(new SessionEffect.BorrowRadio());
        }
    }

    private void onRun(SessionOrder<?> order, long now) {
        boolean possible = order.procedure().needsConnection()
                ? phase == Phase.CONNECTED
                : phase == Phase.CONNECTED || phase == Phase.IDLE;
        if (!possible) {
            fail(order, SessionError.NOT_CONNECTED);
        } else if (waiting.size() >= WAITING_BOUND) {
            fail(order, SessionError.BUSY);
        } else {
            if (phase == Phase.IDLE) {
                phaseDeadline = now + IDLE_NANOS;
            }
            waiting.add(order);
            runNext(now);
        }
    }

    private void runNext(long now) {
        if (running == null && !waiting.isEmpty()) {
            running = waiting.remove();
            runDeadline = now + running.patienceNanos();
            ask(running.procedure().begin(Math.max(connection, 0)), now);
        }
    }

    private void onDisconnect(SessionOrder<?> order, long now) {
        if (leaving != null) {
            fail(order, SessionError.CLOSED);
            return;
        }
        leaving = order;
        switch (phase) {
            case IDLE -> end(SessionException.of(SessionError.CLOSED, "the session"), asked == null);
            case AWAITING_RADIO -> {
                effects.add(new SessionEffect.ReturnRadio(false));
                end(SessionException.of(SessionError.CLOSED, "the session"), true);
            }
            case CONNECTING -> giveUp(now);
            case CONNECTED -> disconnect(SessionException.of(SessionError.CLOSED, "the session"), now);
            case GIVING_UP, DISCONNECTING, OVER -> {}
        }
    }

    // ---- the radio

    List<SessionEffect> onRadioLent(long now) {
        if (phase == Phase.AWAITING_RADIO) {
            enter(Phase.CONNECTING, now + running.patienceNanos());
            ask(Gap.connectDirect(address, addressType, parameters), now);
        }
        return take();
    }

    private void giveUp(long now) {
        enter(Phase.GIVING_UP, now + ANSWER_NANOS);
        ask(Gap.endProcedure(), now);
    }

    private void onGivenUp(Outcome outcome, long now) {
        SessionError why = leaving != null ? SessionError.CLOSED : SessionError.TIMEOUT;
        // 0x0181: it was not connecting any more, and yet is not connected. Let the adapter find out.
        effects.add(new SessionEffect.ReturnRadio(outcome.isSuccess()));
        failRunning(SessionException.of(why, "connecting"));
        if (leaving != null) {
            end(SessionException.of(SessionError.CLOSED, "the session"), outcome.isSuccess());
        } else {
            idle(now);
        }
    }

    private void idle(long now) {
        connection = NO_CONNECTION;
        enter(Phase.IDLE, now + IDLE_NANOS);
    }

    private void enter(Phase next, long deadline) {
        phase = next;
        phaseDeadline = deadline;
    }

    private void ask(Call<?> call, long now) {
        asked = call;
        answerDeadline = now + ANSWER_NANOS;
        effects.add(new SessionEffect.Send(call.packet()));
    }

    // ---- packets

    List<SessionEffect> onPacket(Packet packet, long now) {
        if (phase == Phase.OVER) {
            return List.of();
        }
        if (asked != null && asked.isAnsweredBy(packet)) {
            Object answer = asked.answer(packet);
            asked = null;
            onAnswer(answer, now);
        } else {
            HostEvent.of(packet).ifPresent(event -> onEvent(event, now));
        }
        return take();
    }

    private void onAnswer(Object answer, long now) {
        if (phase == Phase.CONNECTING && answer instanceof Gap.Connecting connecting) {
            if (connecting.outcome().isSuccess()) {
                connection = connecting.connection();
            } else {
                effects.add(new SessionEffect.ReturnRadio(true));
                failRunning(SessionException.of(SessionError.REFUSED, connecting.outcome(), "connecting"));
                idle(now);
            }
        } else if (phase == Phase.GIVING_UP) {
            onGivenUp((Outcome) answer, now);
        } else if (phase == Phase.DISCONNECTING) {
            if (answer instanceof OnConnection taken && !taken.outcome().isSuccess()) {
                end(leavingFor, true); // it is gone already
            }
        } else if (isRunning()) {
            carryOn(progressOf(running, answer), now);
        }
    }

    private Progress<?> progressOf(SessionOrder<?> order, Object answer) {
        return order.procedure().onAnswer(answer, Math.max(connection, 0));
    }

    private void carryOn(Progress<?> progress, long now) {
        SessionOrder<?> order = running;
        if (progress.next() != null) {
            ask(progress.next(), now);
            return;
        }
        if (progress.done()) {
            running = null;
            complete(order, progress.value());
        } else if (progress.refusal() != null) {
            failRunning(SessionException.of(SessionError.REFUSED, progress.refusal(), order.name()));
        } else if (progress.breach() != null) {
            // Its events are still coming, and would be taken for the next procedure's.
            disconnect(SessionException.of(SessionError.PROTOCOL, order.name() + " (" + progress.breach() + ")"), now);
        }
        if (phase == Phase.CONNECTED || phase == Phase.IDLE) {
            runNext(now);
        }
    }

    private void onEvent(HostEvent event, long now) {
        if (event instanceof HostEvent.Disconnected disconnected && disconnected.connection() == connection) {
            onDisconnected(disconnected.reason());
        } else if (event instanceof HostEvent.Status status
                && (phase == Phase.CONNECTING || phase == Phase.GIVING_UP)
                && status.isConnected()
                && status.address() == address) {
            onConnected(status, now);
        } else if (event instanceof HostEvent.Value value && isByItself(value)) {
            if (value.connection() == connection) {
                onValue(value);
            }
        } else if (isRunning() && asked == null && concerns(event)) {
            carryOn(running.procedure().onEvent(event, connection), now);
        }
    }

    private static boolean isByItself(HostEvent.Value value) {
        return value.kind() == HostEvent.Value.NOTIFICATION
                || value.kind() == HostEvent.Value.INDICATION
                || value.kind() == HostEvent.Value.INDICATION_TO_CONFIRM;
    }

    private boolean concerns(HostEvent event) {
        if (event instanceof HostEvent.Status status) {
            return status.connection() == connection;
        } else if (event instanceof HostEvent.Completed completed) {
            return completed.connection() == connection;
        } else if (event instanceof HostEvent.GroupFound found) {
            return found.connection() == connection;
        } else if (event instanceof HostEvent.InformationFound found) {
            return found.connection() == connection;
        } else if (event instanceof HostEvent.Value value) {
            return value.connection() == connection;
        } else if (event instanceof HostEvent.BondingFailed failed) {
            return failed.connection() == connection;
        }
        return event instanceof HostEvent.BondStatus;
    }

    private void onConnected(HostEvent.Status status, long now) {
        connection = status.connection();
        asked = null; // in GIVING_UP: the answer to end_procedure says no more than that it came too late
        phase = Phase.CONNECTED;
        effects.add(new SessionEffect.ReturnRadio(true));
        SessionOrder<?> order = running;
        running = null;
        if (leaving != null) {
            fail(order, SessionError.CLOSED);
            disconnect(SessionException.of(SessionError.CLOSED, "the session"), now);
        } else {
            complete(order, status);
        }
    }

    private void onValue(HostEvent.Value value) {
        boolean indication = value.kind() != HostEvent.Value.NOTIFICATION;
        if (value.kind() == HostEvent.Value.INDICATION_TO_CONFIRM && phase == Phase.CONNECTED) {
            effects.add(new SessionEffect.Send(
                    AttributeClient.indicateConfirm(connection).packet()));
        }
        Octets bytes = value.value();
        effects.add(new SessionEffect.Deliver(new GattValue(value.attribute(), indication, bytes)));
    }

    private void onDisconnected(Outcome reason) {
        if (phase == Phase.CONNECTING || phase == Phase.GIVING_UP) {
            effects.add(new SessionEffect.ReturnRadio(phase == Phase.CONNECTING));
        }
        SessionException why = phase == Phase.DISCONNECTING
                ? leavingFor
                : SessionException.of(SessionError.REMOTE_DISCONNECTED, reason, "the session");
        end(why, true);
    }

    // ---- time

    List<SessionEffect> onTime(long now) {
        if (phase == Phase.OVER) {
            return List.of();
        }
        if (asked != null && now - answerDeadline >= 0) {
            onNoAnswer();
        } else if (isRunning() && now - runDeadline >= 0) {
            onRunTimeout(now);
        } else if (phase != Phase.CONNECTED && now - phaseDeadline >= 0) {
            onPhaseTimeout(now);
        }
        return take();
    }

    /** The dongle itself does not answer. The session ends, and the adapter sees to the dongle. */
    private void onNoAnswer() {
        SessionException why = SessionException.of(
                SessionError.TIMEOUT, "the dongle, asked for " + asked.command().wireName());
        if (phase == Phase.CONNECTING || phase == Phase.GIVING_UP) {
            effects.add(new SessionEffect.ReturnRadio(false));
        }
        end(why, false);
    }

    /** After a request without a response no other may be sent (Bluetooth Core vol 3 part F 3.3.3). */
    private void onRunTimeout(long now) {
        SessionException why = SessionException.of(SessionError.TIMEOUT, running.name());
        if (phase == Phase.CONNECTED) {
            disconnect(why, now);
        } else {
            end(why, false);
        }
    }

    private void onPhaseTimeout(long now) {
        switch (phase) {
            case IDLE -> {
                if (running == null) {
                    end(SessionException.of(SessionError.CLOSED, "the session, unused for a minute"), true);
                }
            }
            case AWAITING_RADIO -> {
                effects.add(new SessionEffect.ReturnRadio(false));
                end(SessionException.of(SessionError.TIMEOUT, "ending the scan"), false);
            }
            case CONNECTING -> giveUp(now);
            case GIVING_UP, DISCONNECTING -> end(leavingFor, false);
            case CONNECTED, OVER -> {}
        }
    }

    // ---- the end

    private void disconnect(SessionException why, long now) {
        leavingFor = why;
        failAll(why);
        enter(Phase.DISCONNECTING, now + parameters.timeout() * TIMEOUT_UNIT_NANOS + DISCONNECT_NANOS + ANSWER_NANOS);
        ask(Connection.disconnect(connection), now);
    }

    /** The adapter can serve no session any more. */
    List<SessionEffect> onAdapterLost(SessionError why) {
        if (phase != Phase.OVER) {
            end(SessionException.of(why, "the session"), true);
        }
        return take();
    }

    /** The adapter is about to end: lets the device go without waiting for it. */
    List<SessionEffect> onStop() {
        if (phase == Phase.CONNECTED) {
            effects.add(new SessionEffect.Send(Connection.disconnect(connection).packet()));
        }
        return onAdapterLost(SessionError.STOPPED);
    }

    private void end(SessionException why, boolean orderly) {
        SessionException cause = why != null ? why : SessionException.of(SessionError.CLOSED, "the session");
        effects.add(new SessionEffect.End(cause, orderly)); // first: who is told that it is over finds it so
        failAll(cause);
        if (leaving != null) {
            complete(leaving, true);
            leaving = null;
        }
        asked = null;
        connection = NO_CONNECTION;
        phase = Phase.OVER;
    }

    private void failAll(SessionException why) {
        failRunning(why);
        while (!waiting.isEmpty()) {
            effects.add(new SessionEffect.Fail(waiting.remove(), why));
        }
    }

    private void failRunning(SessionException why) {
        if (running != null) {
            SessionOrder<?> order = running;
            running = null;
            effects.add(new SessionEffect.Fail(order, why));
        }
    }

    private void complete(SessionOrder<?> order, Object value) {
        effects.add(new SessionEffect.Complete(order, value));
    }

    private void fail(SessionOrder<?> order, SessionError why) {
        effects.add(new SessionEffect.Fail(order, SessionException.of(why, order.name())));
    }
}
