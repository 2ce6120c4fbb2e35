package nbe.bgapi.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;

/** The machine on a clock that only the test moves, against a dongle of a few lines that answers what it is asked. */
public final class MachineRig {
    public static final long MS = 1_000_000L;
    public static final FoundPort PORT = new FoundPort("1-2", "/dev/ttyACM0", false);
    private static final Object[] INFO = {1, 3, 2, 122, 3, 1, 2};

    final AdapterMachine machine;
    final List<String> timeline = new ArrayList<>();
    final List<Packet> sent = new ArrayList<>();
    public final List<Verdict> verdicts = new ArrayList<>();
    final List<Happening> counted = new ArrayList<>();
    public final List<Effect.Note> notes = new ArrayList<>();
    long now = 1_000_000 * MS;
    final long start = now;
    long lastPacket = now;
    long lastAdvertisement = now;
    boolean session;
    public Optional<StrayText> strayText = Optional.empty();

    // the world
    public FoundPort attached = PORT;
    public CannotOpenException refusal; // null: the port opens
    boolean open;
    public boolean answers = true;
    boolean advertises;
    int discoverResult;
    /** False: it answers every connection_disconnect with handle 0 and success, whatever was asked. */
    boolean namesHandles = true;

    boolean scanning; // the dongle
    boolean leavesOnReset = true;
    long backAt = -1;

    public MachineRig() {
        machine = new AdapterMachine(now);
    }

    Moment moment() {
        return new Moment(now, lastPacket, lastAdvertisement, session, strayText);
    }

    /** Lets time pass in steps of 50 ms, as the thread's loop does. */
    void run(long millis) {
        for (long end = now + millis * MS; now < end; now += 50 * MS) {
            turn();
        }
    }

    /** Runs until there is a verdict more; fails after {@code millis}. Returns how long it took, in milliseconds. */
    public long runUntilVerdict(long millis) {
        int before = verdicts.size();
        long begin = now;
        while (verdicts.size() == before) {
            assertTrue(now - begin <= millis * MS, "no verdict in " + millis + " ms: " + timeline);
            turn();
            now += 50 * MS;
        }
        return (now - begin) / MS;
    }

    private void turn() {
        if (backAt >= 0 && now - backAt >= 0) {
            backAt = -1;
            attached = PORT;
        }
        if (machine.isDue(now)) {
            perform(machine.onTime(moment()));
        }
        if (open && attached == null) {
            perform(machine.onGone(moment()));
        } else if (open && scanning && advertises) {
            lastPacket = now;
            lastAdvertisement = now;
        }
        if (!open && machine.state().looksForPort()) {
            perform(attached == null ? machine.onMissing(moment()) : machine.onFound(attached, moment()));
        }
    }

    void hear(Packet packet) {
        lastPacket = now;
        perform(machine.onPacket(packet, moment()));
    }

    void perform(List<Effect> effects) {
        for (Effect effect : effects) {
            timeline.add(
                    (now - start) / MS + " ms " + machine.state().getClass().getSimpleName() + ": " + effect);
            if (effect instanceof Effect.Open opening) {
                open(opening);
            } else if (effect instanceof Effect.Close) {
                assertTrue(open, "closed twice: " + timeline);
                open = false;
            } else if (effect instanceof Effect.Send send) {
                assertTrue(open, "sent to a closed port: " + timeline);
                sent.add(send.command());
                answer(send.command());
            } else if (effect instanceof Effect.Report report) {
                verdicts.add(report.verdict());
            } else if (effect instanceof Effect.Count count) {
                counted.add(count.happening());
            } else if (effect instanceof Effect.Note note) {
                notes.add(note);
            }
        }
    }

    private void open(Effect.Open opening) {
        assertTrue(!open, "opened twice: " + timeline);
        assertEquals(PORT.path(), opening.path());
        if (refusal == null) {
            open = true;
            perform(machine.onOpened(moment()));
        } else {
            perform(machine.onOpenFailed(refusal, moment()));
        }
    }

    private void answer(Packet command) {
        if (command.isCommand(Command.SYSTEM_RESET)) {
            scanning = false;
            if (leavesOnReset) {
                attached = null;
                backAt = now + 1_000 * MS;
            }
            return;
        }
        if (!answers) {
            return;
        }
        if (command.isCommand(Command.GAP_END_PROCEDURE)) {
            int result = scanning ? 0 : 0x0181;
            scanning = false;
            hear(Packet.response(Command.GAP_END_PROCEDURE, result));
        } else if (command.isCommand(Command.GAP_SET_MODE)) {
            hear(Packet.response(Command.GAP_SET_MODE, 0));
        } else if (command.isCommand(Command.SYSTEM_GET_CONNECTIONS)) {
            hear(Packet.response(Command.SYSTEM_GET_CONNECTIONS, 3));
        } else if (command.isCommand(Command.CONNECTION_DISCONNECT)) {
            int handle = namesHandles ? command.integer("connection") : 0;
            hear(Packet.response(Command.CONNECTION_DISCONNECT, handle, namesHandles ? 0x0186 : 0));
        } else if (command.isCommand(Command.SYSTEM_HELLO)) {
            hear(Packet.response(Command.SYSTEM_HELLO));
        } else if (command.isCommand(Command.SYSTEM_GET_INFO)) {
            hear(Packet.response(Command.SYSTEM_GET_INFO, INFO));
        } else if (command.isCommand(Command.SYSTEM_ADDRESS_GET)) {
            hear(Packet.response(Command.SYSTEM_ADDRESS_GET, 0x0007801A2B3CL));
        } else if (command.isCommand(Command.GAP_SET_FILTERING)) {
            hear(Packet.response(Command.GAP_SET_FILTERING, 0));
        } else if (command.isCommand(Command.GAP_SET_SCAN_PARAMETERS)) {
            hear(Packet.response(Command.GAP_SET_SCAN_PARAMETERS, 0));
        } else if (command.isCommand(Command.GAP_DISCOVER)) {
            scanning = discoverResult == 0;
            hear(Packet.response(Command.GAP_DISCOVER, discoverResult));
        }
    }

    static Packet boot() {
        return Packet.event(Event.SYSTEM_BOOT, INFO);
    }

    List<String> sentNames() {
        return sent.stream().map(Packet::name).toList();
    }

    public long count(String name) {
        return sentNames().stream().filter(name::equals).count();
    }

    public long count(Happening happening) {
        return counted.stream().filter(happening::equals).count();
    }

    MachineRig scanning() {
        run(500);
        assertTrue(machine.isScanning(), timeline.toString());
        return this;
    }

    public AdapterProblem problem() {
        return verdicts.get(verdicts.size() - 1) instanceof Verdict.Failed failed ? failed.problem() : null;
    }
}
