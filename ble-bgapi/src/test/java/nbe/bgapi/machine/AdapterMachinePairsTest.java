package nbe.bgapi.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import nbe.bgapi.call.Firmware;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Kind;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Every state answers every event. */
class AdapterMachinePairsTest {
    private final MachineRig rig = new MachineRig();

    /** An example of each state, and of each variant that decides differently. */
    private static Map<String, AdapterState> examples(long now) {
        Map<String, AdapterState> states = new LinkedHashMap<>();
        states.put("Detached, lost", Detached.lost(now));
        states.put("Detached, overdue", Detached.overdue(now));
        states.put("Detached, after a fault", Detached.afterFault(now));
        states.put("Blocked", new Blocked(now, now, Recovering.Urgency.START));
        states.put("Blocked, soon again", new Blocked(now, now + 1, Recovering.Urgency.AGAIN));
        states.put("Opening", new Opening(Recovering.Urgency.START, now, now, now));
        states.put(
                "Opening, refused before", new Opening(Recovering.Urgency.START, now, now, now - Timings.OPEN_REFUSED));
        for (RecoveryStep step : RecoveryStep.values()) {
            states.put("Recovering, " + step, recovering(step, 0, now, now));
        }
        states.put("Recovering, last handle", recovering(RecoveryStep.DISCONNECT, 2, now, now));
        states.put("Recovering, refused before", refusedBefore(now));
        states.put("Recovering, silent", recovering(RecoveryStep.HELLO, 0, now - Timings.ANSWER_AT_START, now));
        states.put("Recovering, sent long ago", recovering(RecoveryStep.HELLO, 0, now, now - Timings.RESEND));
        for (Lending.Phase phase : Lending.Phase.values()) {
            states.put("Lending, " + phase, new Lending(phase, now, now));
        }
        states.put("Probing", new Probing(now, now));
        states.put("Probing, for long", new Probing(now - Timings.PROBE_REOPEN, now));
        states.put("Refused", new Refused(now));
        states.put("Restarting", new Restarting(now));
        states.put("Resetting", new Resetting(now, false));
        states.put("Resetting, left", new Resetting(now, true));
        states.put("Resetting, overdue", new Resetting(now - Timings.RESET_RETURNS, true));
        states.put("Scanning", new Scanning(now, now, OptionalLong.empty()));
        states.put("Scanning, quiet", new Scanning(now - Timings.HELLO_AFTER, now, OptionalLong.empty()));
        states.put("Scanning, asked", new Scanning(now - Timings.HELLO_AFTER, now, OptionalLong.of(now)));
        states.put(
                "Scanning, not answered",
                new Scanning(now - 10_000 * MachineRig.MS, now, OptionalLong.of(now - Timings.HELLO_ANSWER)));
        states.put("Stopping", new Stopping(now));
        states.put("Stopped", new Stopped());
        return states;
    }

    private static Recovering recovering(RecoveryStep step, int handle, long first, long last) {
        return new Recovering(
                new Recovering.Progress(Recovering.Urgency.START, 0, 0, 3, 0x0007801A2B3CL),
                new Recovering.Outstanding(step, handle, first, last),
                last);
    }

    private static Recovering refusedBefore(long now) {
        return new Recovering(
                new Recovering.Progress(Recovering.Urgency.AGAIN, 1, 3, 3, 0),
                new Recovering.Outstanding(RecoveryStep.DISCOVER, 0, now, now),
                now);
    }

    @Test
    void everyStateHasAnAnswerToEveryEvent() throws IOException {
        Snapshot snapshot = rig.snapshot();
        History history = History.of("/dev/ttyACM0").with(Firmware.of(MachineRig.boot()));
        Map<String, BiFunction<AdapterState, Snapshot, Step>> events = new LinkedHashMap<>();
        events.put("found", (state, m) -> state.onFound(MachineRig.PORT, m, history));
        events.put("missing", (state, m) -> state.onMissing(m, history));
        events.put("opened", (state, m) -> state.onOpened(m, history));
        for (AdapterProblem problem : AdapterProblem.values()) {
            CannotOpenException why = CannotOpenException.because(problem, "because");
            events.put("open failed " + problem, (state, m) -> state.onOpenFailed(why, m, history));
        }
        events.put("not there", (s, m) -> s.onOpenFailed(CannotOpenException.notThere("gone"), m, history));
        for (Packet packet : packets()) {
            events.put(packet.toString().replaceFirst(".*  ", ""), (state, m) -> state.onPacket(packet, m, history));
        }
        events.put("time", (state, m) -> state.onTime(m, history));
        events.put("radio wanted", (state, m) -> state.onRadioWanted(m, history));
        for (boolean orderly : new boolean[] {true, false}) {
            events.put("radio returned " + orderly, (state, m) -> state.onRadioReturned(orderly, m, history));
            events.put("borrower left " + orderly, (state, m) -> state.onBorrowerLeft(orderly, m, history));
        }
        events.put("gone", (state, m) -> state.onGone(m, history));
        events.put("fault", (state, m) -> state.onFault(m, history));
        events.put("stalled", (state, m) -> state.onStalled(m, history));
        events.put("stop", (state, m) -> state.onStop(m, history));

        List<String> pairs = new ArrayList<>();
        examples(rig.now)
                .forEach((name, state) -> events.forEach((event, apply) -> {
                    Step step = apply.apply(state, snapshot);
                    String pair = name + " × " + event;
                    checkPort(pair, state, event, step);
                    if (!step.next().equals(state) || !step.effects().isEmpty()) {
                        pairs.add(pair + " → " + step.next().getClass().getSimpleName() + ": " + brief(step.effects()));
                    }
                }));
        Golden.check(AdapterMachinePairsTest.class, "adapter-pairs.txt", pairs);
    }

    @Test
    void everyStateOfTheSealedTypeIsAmongTheExamples() {
        Set<Class<?>> seen = new HashSet<>();
        examples(rig.now).values().forEach(state -> seen.add(state.getClass()));
        List<Class<?>> all = new ArrayList<>();
        Golden.collect(AdapterState.class, all);
        assertEquals(Set.copyOf(all), seen);
    }

    /** Answers to every command of recovering, good and bad, and events. */
    private static List<Packet> packets() {
        return List.of(
                Packet.response(Command.SYSTEM_HELLO),
                Packet.response(Command.SYSTEM_GET_INFO, 1, 3, 2, 122, 3, 1, 2),
                Packet.response(Command.SYSTEM_ADDRESS_GET, 0x0007801A2B3CL),
                Packet.response(Command.SYSTEM_GET_CONNECTIONS, 3),
                Packet.response(Command.SYSTEM_GET_CONNECTIONS, 0),
                Packet.response(Command.CONNECTION_DISCONNECT, 0, 0x0186),
                Packet.response(Command.GAP_END_PROCEDURE, 0),
                Packet.response(Command.GAP_END_PROCEDURE, 0x0181),
                Packet.response(Command.GAP_SET_MODE, 0),
                Packet.response(Command.GAP_SET_FILTERING, 0),
                Packet.response(Command.GAP_SET_FILTERING, 0x0180),
                Packet.response(Command.GAP_SET_SCAN_PARAMETERS, 0),
                Packet.response(Command.GAP_SET_SCAN_PARAMETERS, 0x0180),
                Packet.response(Command.GAP_DISCOVER, 0),
                Packet.response(Command.GAP_DISCOVER, 0x0181),
                MachineRig.boot(),
                Packet.event(Event.SYSTEM_BOOT, 1, 3, 3, 122, 3, 1, 2),
                Packet.event(Event.SYSTEM_BOOT, 0xFF02, 3, 2, 122, 3, 1, 2),
                Packet.event(Event.SYSTEM_PROTOCOL_ERROR, 0x0184),
                Packet.unknown(Kind.EVENT, 6, 99, Octets.NONE),
                Packet.unknown(Kind.RESPONSE, 0, 8, Octets.NONE));
    }

    private static String brief(List<Effect> effects) {
        List<String> words = new ArrayList<>();
        Effect.Performer into = new Effect.Performer() {
            @Override
            public void open(String path) {
                words.add("open");
            }

            @Override
            public void close() {
                words.add("close");
            }

            @Override
            public void send(Packet command) {
                words.add(command.name());
            }

            @Override
            public void lendRadio() {
                words.add("lend the radio");
            }

            @Override
            public void report(AdapterStatus status) {
                words.add("report "
                        + status.match(
                                s -> "scanning",
                                m -> "missing",
                                f -> f.problem().toString()));
            }

            @Override
            public void count(AdapterCounter counter) {
                words.add("count " + counter);
            }

            @Override
            public void note(Level level, String text) {
                words.add(level + " \"" + text + "\"");
            }
        };
        effects.forEach(effect -> effect.performBy(into));
        return String.join(", ", words);
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
