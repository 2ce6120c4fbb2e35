package nbe.bgapi.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Kind;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;

/** Every state answers every event. */
class AdapterMachinePairsTest {
    private final MachineRig rig = new MachineRig();

    private static Map<Class<?>, AdapterState> oneOfEach(long now) {
        OrderStep step = OrderStep.GET_INFO;
        List<AdapterState> states = List.of(
                Away.lost(now),
                new Blocked(now, now, Urgency.START),
                new Opening(Urgency.START, now, now, now),
                new Ordering(Urgency.START, step, 0, 3, now, now, now, 0, 0, 0),
                new Lending(Lending.Phase.RESUMING, now, now),
                new Probing(now, now),
                new Refused(now),
                new Restarting(now),
                new Resetting(now, false),
                new Scanning(now, now, OptionalLong.empty()),
                new Stopping(now),
                new Stopped());
        Map<Class<?>, AdapterState> map = new LinkedHashMap<>();
        states.forEach(state -> map.put(state.getClass(), state));
        return map;
    }

    private static void collect(Class<?> type, List<Class<?>> into) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, into);
            }
        } else {
            into.add(type);
        }
    }

    @Test
    void everyStateHasAnAnswerToEveryEvent() {
        Moment moment = rig.moment();
        History history = History.NONE;
        Map<String, BiFunction<AdapterState, Moment, Step>> events = new LinkedHashMap<>();
        events.put("found", (state, m) -> state.onFound(MachineRig.PORT, m, history));
        events.put("missing", (state, m) -> state.onMissing(m, history));
        events.put("opened", (state, m) -> state.onOpened(m, history));
        for (AdapterProblem problem : AdapterProblem.values()) {
            CannotOpenException why = CannotOpenException.because(problem, "because");
            events.put("open failed " + problem, (state, m) -> state.onOpenFailed(why, m, history));
        }
        events.put("not there", (s, m) -> s.onOpenFailed(CannotOpenException.notThere("gone"), m, history));
        for (Command command : List.of(Command.SYSTEM_HELLO, Command.SYSTEM_GET_INFO, Command.GAP_END_PROCEDURE)) {
            Object[] values = command == Command.SYSTEM_GET_INFO
                    ? new Object[] {1, 3, 2, 122, 3, 1, 2}
                    : command == Command.GAP_END_PROCEDURE ? new Object[] {0} : new Object[0];
            Packet packet = Packet.response(command, values);
            events.put(packet.toString(), (state, m) -> state.onPacket(packet, m, history));
        }
        for (Packet packet : List.of(
                MachineRig.boot(),
                Packet.event(Event.SYSTEM_PROTOCOL_ERROR, 0x0184),
                Packet.unknown(Kind.EVENT, 6, 99, Octets.NONE),
                Packet.unknown(Kind.RESPONSE, 0, 8, Octets.NONE))) {
            events.put(packet.toString(), (state, m) -> state.onPacket(packet, m, history));
        }
        events.put("time", (state, m) -> state.onTime(m, history));
        events.put("radio wanted", (state, m) -> state.onRadioWanted(m, history));
        for (boolean orderly : new boolean[] {true, false}) {
            events.put("radio returned " + orderly, (state, m) -> state.onRadioReturned(orderly, m, history));
            events.put("session ended " + orderly, (state, m) -> state.onSessionEnded(orderly, m, history));
        }
        events.put("gone", (state, m) -> state.onGone(m, history));
        events.put("fault", (state, m) -> state.onFault(m, history));
        events.put("stalled", (state, m) -> state.onStalled(m, history));
        events.put("stop", (state, m) -> state.onStop(m, history));

        List<Class<?>> types = new ArrayList<>();
        collect(AdapterState.class, types);
        Map<Class<?>, AdapterState> states = oneOfEach(rig.now);
        for (Class<?> type : types) {
            AdapterState state = states.get(type);
            assertNotNull(state, "no example of " + type.getSimpleName());
            for (Map.Entry<String, BiFunction<AdapterState, Moment, Step>> event : events.entrySet()) {
                Step step = event.getValue().apply(state, moment);
                String pair = type.getSimpleName() + " × " + event.getKey();
                checkPort(pair, state, event.getKey(), step);
            }
        }
    }

    /** Follows whether the port is open: nothing is sent to a closed one, and states agree with it. */
    private static void checkPort(String pair, AdapterState from, String event, Step step) {
        boolean open = from instanceof PortState || from instanceof Stopping;
        if (event.equals("fault")) {
            open = false; // the thread has closed it
        } else if (from instanceof Opening && event.equals("opened")) {
            open = true;
        }
        boolean opening = false;
        for (Effect effect : step.effects()) {
            assertFalse(opening, pair + ": something after open");
            if (effect instanceof Effect.Send) {
                assertTrue(open, pair + ": sends to a closed port");
            } else if (effect instanceof Effect.Close) {
                assertTrue(open, pair + ": closes a closed port");
                open = false;
            } else if (effect instanceof Effect.Open) {
                assertFalse(open, pair + ": opens an open port");
                opening = true;
            }
        }
        boolean shouldBeOpen = step.next() instanceof PortState || step.next() instanceof Stopping;
        assertEquals(shouldBeOpen, open, pair + " → " + step);
        assertEquals(step.next() instanceof Opening && !(step.next() == from), opening, pair + " → " + step);
        if (event.equals("stop")) {
            assertTrue(step.next() instanceof Stopping || step.next() instanceof Stopped, pair);
        }
    }
}
