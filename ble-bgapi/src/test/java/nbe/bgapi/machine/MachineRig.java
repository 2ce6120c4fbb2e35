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
import org.slf4j.event.Level;

/** The machine on a clock that only the test moves, against a dongle of a few lines that answers what it is asked. */
public final class MachineRig implements Effect.Performer {
    public static final long MS = 1_000_000L;
    public static final FoundPort PORT = new FoundPort("1-2", "/dev/ttyACM0", false);
    private static final Object[] INFO = {1, 3, 2, 122, 3, 1, 2};

    final AdapterMachine machine;
    final List<String> timeline = new ArrayList<>();
    final List<Packet> sent = new ArrayList<>();
    public final List<AdapterStatus> statuses = new ArrayList<>();
    final List<AdapterCounter> counted = new ArrayList<>();
    public final List<Effect.Note> notes = new ArrayList<>();
    long now = 1_000_000 * MS;
    final long start = now;
    long lastPacket = now;
    long lastAdvertisement = now;
    boolean borrowed;
    int lent;
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
        machine = new AdapterMachine("/dev/ttyACM0", now);
    }

    Snapshot snapshot() {
        return new Snapshot(now, lastPacket, lastAdvertisement, borrowed, strayText);
    }

    /** Lets time pass in steps of 50 ms, as the thread's loop does. */
    void run(long millis) {
        for (long end = now + millis * MS; now < end; now += 50 * MS) {
            turn();
        }
    }

    /** Runs until there is a status more; fails after {@code millis}. Returns how long it took, in milliseconds. */
    public long runUntilStatus(long millis) {
        int before = statuses.size();
        long begin = now;
        while (statuses.size() == before) {
            assertTrue(now - begin <= millis * MS, "no status in " + millis + " ms: " + timeline);
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
            perform(machine.onTime(snapshot()));
        }
        if (open && attached == null) {
            perform(machine.onGone(snapshot()));
        } else if (open && scanning && advertises) {
            lastPacket = now;
            lastAdvertisement = now;
        }
        if (!open && machine.state().looksForPort()) {
            perform(attached == null ? machine.onMissing(snapshot()) : machine.onFound(attached, snapshot()));
        }
    }

    void hear(Packet packet) {
        lastPacket = now;
        perform(machine.onPacket(packet, snapshot()));
    }

    void perform(List<Effect> effects) {
        for (Effect effect : effects) {
            timeline.add(
                    (now - start) / MS + " ms " + machine.state().getClass().getSimpleName() + ": " + effect);
            effect.performBy(this);
        }
    }

    @Override
    public void open(String path) {
        assertTrue(!open, "opened twice: " + timeline);
        assertEquals(PORT.path(), path);
        if (refusal == null) {
            open = true;
            perform(machine.onOpened(snapshot()));
        } else {
            perform(machine.onOpenFailed(refusal, snapshot()));
        }
    }

    @Override
    public void close() {
        assertTrue(open, "closed twice: " + timeline);
        open = false;
    }

    @Override
    public void send(Packet command) {
        assertTrue(open, "sent to a closed port: " + timeline);
        sent.add(command);
        answer(command);
    }

    @Override
    public void lendRadio() {
        lent++;
    }

    @Override
    public void report(AdapterStatus status) {
        statuses.add(status);
    }

    @Override
    public void count(AdapterCounter counter) {
        counted.add(counter);
    }

    @Override
    public void note(Level level, String text) {
        notes.add(new Effect.Note(level, text));
    }

    boolean isScanning() {
        return machine.state() instanceof Scanning;
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

    public long counted(AdapterCounter happening) {
        return counted.stream().filter(happening::equals).count();
    }

    MachineRig scanning() {
        run(500);
        assertTrue(isScanning(), timeline.toString());
        return this;
    }

    public AdapterProblem problem() {
        return statuses.get(statuses.size() - 1) instanceof AdapterStatus.Failed failed ? failed.problem() : null;
    }
}
