package nbe.simulator.dongle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.PacketView;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.Air;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.Scanner;
import nbe.simulator.gatt.BondStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A BLED112 without a port: bytes of BGAPI commands in, bytes of responses and events out. It has no thread and no clock: its driver
 * ({@link SimulatedDongle}, {@link InProcessHost} or a test) passes the time (nanoseconds, never backwards) and calls
 * {@link #advance} at each {@link #deadline}. Not thread-safe.
 *
 * <p>It starts unplugged:
 *
 * <pre>{@code
 * adapter.plug(now);                        // on the bus
 * adapter.hostOpened(now);                  // a host opens the port
 * adapter.receive(bytes, 0, n, now);        // the host writes
 * adapter.advance(now = adapter.deadline());// time passes
 * byte[] answer = adapter.takeOutput(now);  // the host reads
 * }</pre>
 *
 * <p>Like a real one, it keeps scanning when the host closes the port and drops what it receives meanwhile; a system_reset takes
 * it off the bus for 0.6 to 1 s and ends with a boot event.
 */
public final class SimulatedAdapter {
    private static final Logger LOG = LoggerFactory.getLogger("simulator");

    private static final long SHORTEST_AWAY_NANOS = 600_000_000;
    private static final long LONGEST_AWAY_NANOS = 1_000_000_000;
    private static final int COMMANDS_KEPT = 10_000;
    private static final int PORTION = Framer.CAPACITY;

    private final FirmwareIdentity identity;
    private final Air air;
    private final RandomGenerator chance;
    private final AdapterFaults faults = new AdapterFaults();
    private final BondStore bonds = new BondStore();
    private final UsbPipe pipe;
    private final Deque<Packet> commands = new ArrayDeque<>();
    private Consumer<Packet> commandListener = packet -> {};

    private Framer framer = new Framer(Framer.Direction.FROM_HOST);
    private Firmware firmware;
    private boolean attached;
    private boolean hostPresent;
    private boolean bootPending;
    private boolean intoBootLoader;
    private long detachNanos = Long.MAX_VALUE;
    private long attachNanos = Long.MAX_VALUE;
    private long receivedNanos;
    private long lastNanos;
    private long hostGarbage;

    /**
     * @param air the air around its radio; only this adapter drives it
     * @param chance source of the duration of resets and of the noise of {@link AdapterFaults}
     */
    public SimulatedAdapter(FirmwareIdentity identity, Air air, RandomGenerator chance) {
        this.identity = identity;
        this.air = air;
        this.chance = chance;
        this.pipe = new UsbPipe(faults, chance);
        this.firmware = newFirmware(false);
    }

    /** A BLED112 on that air, with randomness from a seed. */
    public static SimulatedAdapter on(Air air, long seed) {
        return new SimulatedAdapter(FirmwareIdentity.BLED112, air, new SplittableRandom(seed));
    }

    private Firmware newFirmware(boolean bootLoader) {
        return new Firmware(identity, faults, air, bonds, bootLoader, new Firmware.Output() {
            @Override
            public void response(Packet packet) {
                SimulatedAdapter.this.respond(packet);
            }

            @Override
            public void event(Packet packet) {
                SimulatedAdapter.this.event(packet);
            }

            @Override
            public void restart(boolean dfu, long afterNanos) {
                intoBootLoader = dfu;
                detachNanos = receivedNanos + afterNanos;
            }
        });
    }

    // ---- the bus

    /** Plugs it in: powered up, not scanning, all parameters at their defaults. Without effect if it is plugged in. */
    public void plug(long nowNanos) {
        if (!attached) {
            air.skip(nowNanos);
            attach(false);
        }
    }

    /** Unplugs it. Without effect if it is unplugged. */
    public void unplug() {
        attachNanos = Long.MAX_VALUE;
        detach();
    }

    private void attach(boolean bootLoader) {
        faults.powerUp();
        firmware = newFirmware(bootLoader);
        framer = new Framer(Framer.Direction.FROM_HOST);
        attached = true;
        hostPresent = false;
        bootPending = true;
        detachNanos = Long.MAX_VALUE;
        attachNanos = Long.MAX_VALUE;
    }

    private void detach() {
        firmware.powerDown();
        attached = false;
        hostPresent = false;
        detachNanos = Long.MAX_VALUE;
        pipe.clear();
    }

    /** Whether it is on the bus: plugged in, and not in a reset. */
    public boolean attached() {
        return attached;
    }

    // ---- the host

    /** A host opens the port. The first host after a power-up gets the boot event. */
    public void hostOpened(long nowNanos) {
        if (!attached || hostPresent) {
            return;
        }
        advance(nowNanos);
        hostPresent = true;
        if (faults.foreignText() != null) {
            pipe.raw(faults.foreignText(), faults.foreignText().length);
        } else if (bootPending && !faults.hangs()) {
            pipe.packet(firmware.bootEvent().encode());
        }
        bootPending = false;
    }

    /** The host closes the port or dies. Scanning continues. */
    public void hostClosed(long nowNanos) {
        if (!hostPresent) {
            return;
        }
        advance(nowNanos);
        hostPresent = false;
        pipe.clear();
        framer.reset();
    }

    /** Whether a host has the port open. */
    public boolean hostPresent() {
        return hostPresent;
    }

    /** The host wrote. */
    public void receive(byte[] bytes, int offset, int length, long nowNanos) {
        advance(nowNanos);
        if (!attached) {
            return;
        }
        if (faults.foreignText() != null) {
            pipe.raw(faults.foreignText(), faults.foreignText().length);
            return;
        }
        for (int at = 0; at < length && attached; at += PORTION) {
            framer.append(bytes, offset + at, Math.min(PORTION, length - at), nowNanos);
            parse(nowNanos);
        }
    }

    private void parse(long nowNanos) {
        while (framer.next(nowNanos)) {
            PacketView view = framer.packet();
            Packet command = view.toPacket();
            LOG.debug("command {}", command);
            if (commands.size() == COMMANDS_KEPT) {
                commands.removeFirst();
            }
            commands.addLast(command);
            commandListener.accept(command);
            if (!faults.hangs() && !faults.swallowsCommand()) {
                receivedNanos = nowNanos;
                firmware.execute(command);
            }
        }
        hostGarbage = framer.skippedBytes();
    }

    /**
     * Copies the bytes that the host may read now, without removing them.
     *
     * @return number of bytes
     */
    int peekOutput(byte[] target, long nowNanos) {
        return pipe.peek(target, nowNanos);
    }

    /** Removes this number of bytes: the host has read them. */
    void outputTaken(int length, long nowNanos) {
        pipe.taken(length, nowNanos);
    }

    /** Removes and returns the bytes that the host may read now. */
    public byte[] takeOutput(long nowNanos) {
        byte[] all = new byte[pipe.waiting()];
        int length = pipe.peek(all, nowNanos);
        pipe.taken(length, nowNanos);
        return Arrays.copyOf(all, length);
    }

    /** Time at which the host may read the next byte; {@link Long#MAX_VALUE} if no byte waits. */
    long outputDeadline() {
        return pipe.deadline();
    }

    // ---- time

    /** Time of the next {@link #advance}; {@link Long#MAX_VALUE} if there is nothing to do. */
    public long deadline() {
        long air = listens() ? this.air.deadline() : this.air.scriptDeadline();
        long links = works() ? firmware.deadline() : Long.MAX_VALUE;
        return Math.min(Math.min(air, links), Math.min(detachNanos, attachNanos));
    }

    /** Lets time pass: receives from the air, continues connections and resets. */
    public void advance(long nowNanos) {
        while (Math.min(detachNanos, attachNanos) <= nowNanos) {
            if (detachNanos <= attachNanos) {
                long at = detachNanos;
                advanceAir(at);
                detach();
                attachNanos = faults.staysAway() ? Long.MAX_VALUE : at + away();
            } else {
                advanceAir(attachNanos);
                attach(intoBootLoader);
            }
        }
        advanceAir(nowNanos);
    }

    /** Lets time pass without receptions: this process stood still. */
    public void skip(long nowNanos) {
        air.skip(nowNanos);
        advance(nowNanos);
    }

    private void advanceAir(long nowNanos) {
        lastNanos = nowNanos;
        if (listens()) {
            air.listen(nowNanos, firmware.listening().orElseThrow(), firmware::hear);
        } else {
            air.skip(nowNanos);
        }
        if (works()) {
            firmware.advance(nowNanos);
        }
    }

    private boolean works() {
        return attached && !faults.hangs() && faults.foreignText() == null;
    }

    private boolean listens() {
        return attached
                && firmware.listening().isPresent()
                && (hostPresent || faults.keepsWhileClosed())
                && !faults.hangs()
                && faults.foreignText() == null;
    }

    private long away() {
        return faults.awayNanos() >= 0
                ? faults.awayNanos()
                : SHORTEST_AWAY_NANOS + chance.nextLong(LONGEST_AWAY_NANOS - SHORTEST_AWAY_NANOS);
    }

    // ---- packets of the firmware

    private void respond(Packet response) {
        LOG.debug("response {}", response);
        for (int i = 0; i < faults.advertsBeforeResponse(); i++) {
            pipe.packet(strayAdvert().encode());
        }
        pipe.packet(response.encode());
    }

    private Packet strayAdvert() {
        return Packet.event(
                Event.GAP_SCAN_RESPONSE,
                -60 - chance.nextInt(30),
                AirDevice.NON_CONNECTABLE,
                DeviceAddress.randomStatic(chance).value(),
                1,
                0xFF,
                AdvertisingData.flags(6).toBytes());
    }

    private void event(Packet event) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("event {}", event);
        }
        if (hostPresent || faults.keepsWhileClosed()) {
            pipe.event(event.encode());
        }
    }

    // ---- for tests and demos

    /** Its faults. */
    public AdapterFaults faults() {
        return faults;
    }

    /** The air around it. */
    public Air air() {
        return air;
    }

    /** Puts it into the state after the death of a host that was scanning. */
    public void leaveScanning() {
        firmware.leftDiscovering();
    }

    /** Puts it into the state after the death of a host that was connected. */
    public void leaveConnected(DeviceAddress peer) {
        firmware.leftConnected(peer, Math.max(lastNanos, receivedNanos));
    }

    /** Resets it as the firmware's watchdog does: off the bus at once, and back after the duration of a reset. */
    public void restart(long nowNanos) {
        advance(nowNanos);
        intoBootLoader = false;
        detachNanos = nowNanos;
        advance(nowNanos);
    }

    /** Sends these bytes between two packets. */
    public void spill(byte... bytes) {
        pipe.raw(bytes, bytes.length);
    }

    /** Whether gap_discover runs. */
    public boolean scanning() {
        return attached && firmware.isDiscovering();
    }

    /** How its radio listens; empty while it is off. */
    public Optional<Scanner> listening() {
        return attached ? firmware.listening() : Optional.empty();
    }

    /** The received commands in order, at most the last {@value #COMMANDS_KEPT}. */
    public List<Packet> commands() {
        return new ArrayList<>(commands);
    }

    /** Sets a listener that {@link #receive} calls with each command before its execution. */
    public void onCommand(Consumer<Packet> listener) {
        commandListener = listener;
    }

    /** Number of events dropped because the host did not read. */
    public long droppedEvents() {
        return pipe.droppedEvents();
    }

    /** Number of bytes from the host outside of commands, since the last power-up. */
    long garbageFromHost() {
        return hostGarbage;
    }
}
