package nbe.simulator.dongle;

import java.util.Optional;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.Reception;
import nbe.simulator.air.Scanner;
import nbe.simulator.gatt.BondStore;

/**
 * The BLED112's firmware from one power-up to the next: executes the commands of the host and turns what the radio hears into
 * events. {@link SimulatedAdapter} drives it; not thread-safe.
 *
 * <p>Scanning and connecting are in {@link GapProcedures}, open connections and bonds in {@link Connections}, stored keys in
 * {@link PersistentStore}; system commands and all commands without behaviour are here.
 */
final class Firmware {
    /** From system_reset to leaving the bus. */
    private static final long RESTART_NANOS = 20_000_000;

    private static final int OK = ResultCode.SUCCESS.code();

    /** Takes the packets of the firmware. */
    interface Output {
        void response(Packet packet);

        void event(Packet packet);

        /** The dongle leaves the bus after this time. */
        void restart(boolean intoBootLoader, long afterNanos);

        /** Sends the response of a command, its parameters in the order of the message table. */
        default void respond(Command command, Object... values) {
            response(Packet.response(command, values));
        }
    }

    private final FirmwareIdentity identity;
    private final boolean bootLoader;
    private final Output output;
    private final Connections connections;
    private final GapProcedures gap;
    private final PersistentStore store;

    /**
     * @param bonds what its flash memory keeps
     * @param bootLoader true if it came up in the boot loader (DFU), which understands class 9 only
     */
    Firmware(
            FirmwareIdentity identity,
            AdapterFaults faults,
            Air air,
            BondStore bonds,
            boolean bootLoader,
            Output output) {
        this.identity = identity;
        this.bootLoader = bootLoader;
        this.output = output;
        connections = new Connections(air, identity.address(), bonds, output);
        gap = new GapProcedures(faults, bonds, connections, output);
        store = new PersistentStore(output);
    }

    /** The first packet after a power-up. */
    Packet bootEvent() {
        return bootLoader ? Packet.event(Event.DFU_BOOT, 1L) : Packet.event(Event.SYSTEM_BOOT, info());
    }

    private Object[] info() {
        return new Object[] {
            identity.major(),
            identity.minor(),
            identity.patch(),
            identity.build(),
            identity.linkLayer(),
            identity.protocol(),
            identity.hardware()
        };
    }

    /** How it listens; empty while its radio is off. */
    Optional<Scanner> listening() {
        return gap.listening();
    }

    boolean isDiscovering() {
        return gap.isDiscovering();
    }

    /** The state that a host leaves behind which dies while it observes actively. */
    void leftDiscovering() {
        gap.leftDiscovering();
    }

    /** The state that a host leaves behind which dies while it is connected. */
    void leftConnected(DeviceAddress peer, long nowNanos) {
        connections.leftOpen(peer, nowNanos);
    }

    /** When a connection has something to do; {@link Long#MAX_VALUE} if none has. */
    long deadline() {
        return connections.deadline();
    }

    /** Lets time pass on the connections. */
    void advance(long nowNanos) {
        connections.advance(nowNanos);
    }

    /** Ends all connections: the dongle has lost its power. */
    void powerDown() {
        connections.endAll();
    }

    /** Takes a packet from the radio. */
    void hear(Reception reception) {
        gap.hear(reception);
    }

    /** Executes a command of the host. */
    void execute(Packet packet) {
        Optional<Command> known = CommandIndex.find(packet);
        if (known.isEmpty() || (bootLoader && packet.classId() != CommandIndex.DFU_CLASS)) {
            output.event(Packet.event(Event.SYSTEM_PROTOCOL_ERROR, ResultCode.COMMAND_NOT_RECOGNIZED.code()));
            return;
        }
        Command command = known.get();
        if (!gap.execute(command, packet)
                && !connections.execute(command, packet)
                && !store.execute(command, packet)
                && !executeSystem(command, packet)) {
            output.response(CommandIndex.plainResponse(command, packet, OK));
        }
    }

    private boolean executeSystem(Command command, Packet packet) {
        switch (command) {
            case SYSTEM_RESET -> output.restart(packet.integer("boot_in_dfu") != 0, RESTART_NANOS);
            case DFU_RESET -> output.restart(packet.integer("dfu") != 0, RESTART_NANOS);
            case SYSTEM_DELAY_RESET -> {
                output.respond(command);
                output.restart(packet.integer("boot_in_dfu") != 0, packet.integer("ms") * 1_000_000L);
            }
            case SYSTEM_ADDRESS_GET ->
                output.respond(command, identity.address().value());
            case SYSTEM_GET_INFO -> output.respond(command, info());
            case SYSTEM_GET_COUNTERS -> output.respond(command, 0, 0, Math.min(gap.takeReceived(), 255), 0, 15);
            case SYSTEM_READ_MEMORY ->
                output.respond(command, packet.number("address"), new byte[packet.integer("length")]);
            case SYSTEM_USB_ENUMERATION_STATUS_GET -> output.respond(command, OK, 1);
            case TEST_GET_CHANNEL_MAP -> output.respond(command, (Object) Connections.ALL_CHANNELS);
            case HARDWARE_I2C_WRITE ->
                output.respond(command, packet.octets("data").length());
            default -> {
                return false;
            }
        }
        return true;
    }
}
