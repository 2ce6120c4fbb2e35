package nbe.bgapi.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.call.Connection;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.Gap;
import nbe.bgapi.host.SessionState.Asked;
import nbe.bgapi.machine.Golden;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;

/** Every state of a session answers every event, drops no request and returns the radio that it was lent. */
class SessionPairsTest {
    private static final long ALICE = 0xC2FAD7F0D796L;
    private static final long NOW = 1_000_000_000L;
    private static final long LATE = NOW + 120_000_000_000L;
    private static final SessionState.Device DEVICE = new SessionState.Device(ALICE, AddressType.RANDOM);

    private static SessionRequest.Connect connect() {
        return new SessionRequest.Connect(ConnectionParameters.DEFAULT, 1_000_000_000L);
    }

    private static SessionRequest.Run<Octets> read() {
        return new SessionRequest.Run<>(Procedures.read(9), 5_000_000_000L);
    }

    private static SessionStep started(Working state, SessionRequest.Run<?>... requests) {
        SessionStep step = SessionStep.to(state);
        for (SessionRequest.Run<?> request : requests) {
            step = step.next().onRun(request, NOW);
        }
        return step;
    }

    /** An example of each state, and of each variant that decides differently. Made anew for each event. */
    private static Map<String, Supplier<SessionState>> states() {
        Map<String, Supplier<SessionState>> states = new LinkedHashMap<>();
        states.put("Idle", () -> Idle.from(DEVICE, NOW));
        states.put(
                "Idle, running",
                () -> started(Idle.from(DEVICE, NOW), new SessionRequest.Run<>(Procedures.bonds(), 5_000_000_000L))
                        .next());
        states.put("AwaitingRadio", () -> new AwaitingRadio(DEVICE, connect(), NOW));
        states.put(
                "Connecting",
                () -> Connecting.asking(
                        DEVICE,
                        connect(),
                        Asked.now(Gap.connectDirect(ALICE, AddressType.RANDOM, ConnectionParameters.DEFAULT), NOW),
                        NOW));
        states.put("Connecting, answered", () -> new Connecting(DEVICE, connect(), Optional.empty(), 0, NOW));
        Supplier<Asked> end = () -> Asked.now(Gap.endProcedure(), NOW);
        states.put("GivingUp", () -> new GivingUp(DEVICE, connect(), Optional.empty(), end.get(), 0));
        states.put(
                "GivingUp, to leave",
                () -> new GivingUp(DEVICE, connect(), Optional.of(new SessionRequest.Disconnect()), end.get(), 0));
        Connected connected = new Connected(0, ConnectionParameters.DEFAULT, Work.NONE);
        states.put("Connected", () -> connected);
        states.put(
                "Connected, running", () -> started(connected, read(), read()).next());
        states.put(
                "Connected, answered",
                () -> started(connected, read(), read())
                        .next()
                        .onPacket(Packet.response(Command.ATTCLIENT_READ_BY_HANDLE, 0, 0), NOW)
                        .next());
        SessionException why = SessionState.theSession(SessionError.CLOSED);
        states.put(
                "Disconnecting",
                () -> new Disconnecting(
                        0, why, Optional.empty(), Optional.of(Asked.now(Connection.disconnect(0), NOW)), NOW));
        states.put(
                "Disconnecting, to leave",
                () -> new Disconnecting(0, why, Optional.of(new SessionRequest.Disconnect()), Optional.empty(), NOW));
        states.put("Over", Over::new);
        return states;
    }

    private static Map<String, Function<SessionState, SessionStep>> events(Set<SessionRequest<?>> given) {
        Map<String, Function<SessionState, SessionStep>> events = new LinkedHashMap<>();
        Map<String, SessionRequest<?>> requests = new LinkedHashMap<>();
        requests.put("connect", connect());
        requests.put("read", read());
        requests.put("bonds", new SessionRequest.Run<>(Procedures.bonds(), 1));
        requests.put("disconnect", new SessionRequest.Disconnect());
        requests.forEach((name, request) -> events.put(name, state -> {
            given.add(request);
            return request.to(state, NOW);
        }));
        events.put("lent", state -> state.onLent(NOW));
        Map<String, Packet> packets = new LinkedHashMap<>();
        packets.put("connect_direct taken", Packet.response(Command.GAP_CONNECT_DIRECT, 0, 0));
        packets.put("connect_direct refused", Packet.response(Command.GAP_CONNECT_DIRECT, 0x0209, 0));
        packets.put("end_procedure done", Packet.response(Command.GAP_END_PROCEDURE, 0));
        packets.put("end_procedure in vain", Packet.response(Command.GAP_END_PROCEDURE, 0x0181));
        packets.put("disconnect taken", Packet.response(Command.CONNECTION_DISCONNECT, 0, 0));
        packets.put("disconnect in vain", Packet.response(Command.CONNECTION_DISCONNECT, 0, 0x0186));
        packets.put("read taken", Packet.response(Command.ATTCLIENT_READ_BY_HANDLE, 0, 0));
        packets.put("read refused", Packet.response(Command.ATTCLIENT_READ_BY_HANDLE, 0, 0x0186));
        packets.put("no bonds", Packet.response(Command.SM_GET_BONDS, 0));
        packets.put("connected", Packet.event(Event.CONNECTION_STATUS, 0, 5, ALICE, 1, 40, 200, 0, 0xFF));
        packets.put("another connected", Packet.event(Event.CONNECTION_STATUS, 0, 5, 7, 1, 40, 200, 0, 0xFF));
        packets.put("disconnected", Packet.event(Event.CONNECTION_DISCONNECTED, 0, 0x0208));
        packets.put("another disconnected", Packet.event(Event.CONNECTION_DISCONNECTED, 1, 0x0208));
        Octets data = Octets.of((byte) 7);
        packets.put("value read", Packet.event(Event.ATTCLIENT_ATTRIBUTE_VALUE, 0, 9, 0, data));
        packets.put("notification", Packet.event(Event.ATTCLIENT_ATTRIBUTE_VALUE, 0, 9, 1, data));
        packets.put("indication", Packet.event(Event.ATTCLIENT_ATTRIBUTE_VALUE, 0, 9, 5, data));
        packets.put("another's notification", Packet.event(Event.ATTCLIENT_ATTRIBUTE_VALUE, 1, 9, 1, data));
        packets.put("read failed", Packet.event(Event.ATTCLIENT_PROCEDURE_COMPLETED, 0, 0x0401, 9));
        packets.put("unknown", Packet.unknown(nbe.bgapi.wire.Kind.EVENT, 6, 99, Octets.NONE));
        packets.forEach((name, packet) -> events.put(name, state -> state.onPacket(packet, NOW)));
        events.put("time, early", state -> state.onTime(NOW - 1));
        events.put("time, late", state -> state.onTime(LATE));
        events.put("lost", state -> state.onLost(SessionError.PORT_GONE));
        events.put("stop", SessionState::onStop);
        return events;
    }

    @Test
    void everyStateOfTheSealedTypeIsAmongTheExamples() {
        Set<Class<?>> seen = new HashSet<>();
        states().values().forEach(example -> seen.add(example.get().getClass()));
        List<Class<?>> all = new ArrayList<>();
        Golden.collect(SessionState.class, all);
        assertEquals(Set.copyOf(all), seen);
    }

    @Test
    void everyPairGoesWhereTheListSays() throws IOException {
        List<String> pairs = new ArrayList<>();
        states().forEach((name, example) -> {
            Set<SessionRequest<?>> given = new HashSet<>();
            for (Map.Entry<String, Function<SessionState, SessionStep>> event :
                    events(given).entrySet()) {
                given.clear();
                SessionState state = example.get();
                SessionStep step = event.getValue().apply(state);
                String pair = name + " × " + event.getKey();
                check(pair, state, given, step);
                if (!step.next().equals(state) || !step.effects().isEmpty()) {
                    pairs.add(pair + " → " + step.next().getClass().getSimpleName() + ": " + brief(step.effects()));
                }
            }
        });
        Golden.check(SessionPairsTest.class, "session-pairs.txt", pairs);
    }

    private static String brief(List<SessionEffect> effects) {
        List<String> words = new ArrayList<>();
        SessionEffect.Performer into = new SessionEffect.Performer() {
            @Override
            public void send(Packet command) {
                words.add(command.name());
            }

            @Override
            public void borrowRadio() {
                words.add("borrow the radio");
            }

            @Override
            public void returnRadio(boolean orderly) {
                words.add("return the radio" + (orderly ? "" : " (state not known)"));
            }

            @Override
            public void complete(SessionRequest<?> request, Object value) {
                words.add(request + " done");
            }

            @Override
            public void fail(SessionRequest<?> request, SessionException why) {
                words.add(request + " fails " + why.error());
            }

            @Override
            public void deliver(GattValue value) {
                words.add("deliver " + (value.indication() ? "indication" : "notification"));
            }

            @Override
            public void end(SessionException why, boolean orderly) {
                words.add("end " + why.error() + (orderly ? "" : " (state not known)"));
            }
        };
        effects.forEach(effect -> effect.performBy(into));
        return String.join(", ", words);
    }

    private static List<SessionRequest<?>> held(SessionState state) {
        List<SessionRequest<?>> held = new ArrayList<>();
        if (state instanceof AwaitingRadio waiting) {
            held.add(waiting.request());
        } else if (state instanceof Connecting connecting) {
            held.add(connecting.request());
        } else if (state instanceof GivingUp givingUp) {
            held.add(givingUp.request());
            givingUp.leaving().ifPresent(held::add);
        } else if (state instanceof Disconnecting disconnecting) {
            disconnecting.leaving().ifPresent(held::add);
        } else if (state instanceof Working working) {
            held.addAll(working.work().all());
        }
        return held;
    }

    private static boolean hasRadio(SessionState state) {
        return state instanceof AwaitingRadio || state instanceof Connecting || state instanceof GivingUp;
    }

    /** Each request is held on or ends once; the end comes once and leads to Over; the radio is returned once. */
    private static void check(String pair, SessionState from, Set<SessionRequest<?>> given, SessionStep step) {
        List<SessionRequest<?>> open = held(from);
        open.addAll(given);
        List<SessionRequest<?>> ended = new ArrayList<>();
        int ends = 0;
        int returned = 0;
        for (SessionEffect effect : step.effects()) {
            if (effect instanceof SessionEffect.Complete complete) {
                ended.add(complete.request());
            } else if (effect instanceof SessionEffect.Fail fail) {
                ended.add(fail.request());
            } else if (effect instanceof SessionEffect.End) {
                ends++;
            } else if (effect instanceof SessionEffect.ReturnRadio) {
                returned++;
            } else if (effect instanceof SessionEffect.Send) {
                assertEquals(0, ends, pair + ": a command after the end");
            }
        }
        List<SessionRequest<?>> after = new ArrayList<>(held(step.next()));
        after.addAll(ended);
        assertEquals(Set.copyOf(open), Set.copyOf(after), pair + ": a request is dropped or comes from nowhere");
        assertEquals(open.size(), after.size(), pair + ": a request ends twice");
        assertEquals(step.next() instanceof Over && !(from instanceof Over) ? 1 : 0, ends, pair);
        boolean adapterKnows = pair.endsWith("× lost") || pair.endsWith("× stop");
        int expected = hasRadio(from) && !hasRadio(step.next()) && !adapterKnows ? 1 : 0;
        assertEquals(expected, returned, pair + ": the radio");
        if (pair.endsWith("× lost")) {
            assertInstanceOf(Over.class, step.next(), pair);
        }
    }

    @Test
    void onlyTheEndHasNoDeadlineBesidesAnIdleConnection() {
        states().forEach((name, example) -> {
            boolean none = name.equals("Over") || name.equals("Connected");
            assertEquals(none, example.get().deadline().isEmpty(), name);
        });
    }

    @Test
    void aMachineIsDueFromItsDeadlineOn() {
        SessionMachine machine = new SessionMachine(ALICE, AddressType.RANDOM, NOW);
        assertFalse(machine.isDue(NOW + SessionMachine.IDLE_NANOS - 1));
        assertTrue(machine.isDue(NOW + SessionMachine.IDLE_NANOS));
        machine.onTime(NOW + SessionMachine.IDLE_NANOS);
        assertTrue(machine.isOver());
        assertFalse(machine.isDue(LATE));
    }
}
