package nbe.simulator.dongle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.Air;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.Reception;
import nbe.simulator.air.Scanner;
import nbe.simulator.gatt.BondStore;
import nbe.simulator.gatt.ConnectableDevice;
import nbe.simulator.gatt.Connection;
import nbe.simulator.gatt.Link;

/**
 * The BLED112's firmware from one power-up to the next: takes commands, answers as the real thing, and decides which
 * advertisements the host sees.
 *
 * <table>
 * <caption>Procedures: what a command does in which state</caption>
 * <tr><th></th><th>idle</th><th>discovering</th><th>connecting</th></tr>
 * <tr><td>gap_discover</td><td>0, discovering</td><td>0x0181</td><td>0x0181</td></tr>
 * <tr><td>gap_connect_*</td><td>0, connecting</td><td>0x0181</td><td>0x0181</td></tr>
 * <tr><td>gap_end_procedure</td><td>0x0181</td><td>0, idle</td><td>0, idle</td></tr>
 * <tr><td>whitelist_append, _remove</td><td>0</td><td>0x0181</td><td>0x0181</td></tr>
 * <tr><td>attclient, while one runs</td><td>0x0181</td><td>0x0181</td><td>0x0181</td></tr>
 * <tr><td>the peer is heard</td><td>-</td><td>gap_scan_response</td><td>connection_status, idle</td></tr>
 * </table>
 */
final class Firmware {
    /** Connections that the firmware holds at most (the default of the vendor's configuration file). */
    static final int MAX_CONNECTIONS = 3;

    private static final int NO_BOND = 0xFF;
    private static final int SEEN_BOUND = 10_000;
    private static final int STORE_BOUND = 128;
    /** Scan interval 75 and window 50 units, passive: what a dongle listens with that nobody has told anything. */
    private static final Scanner DEFAULT_SCANNER = Scanner.of(75, 50, false);

    /** From system_reset to leaving the bus. */
    private static final long RESTART_NANOS = 20_000_000;

    private static final int OK = ResultCode.SUCCESS.code();
    private static final int INVALID = ResultCode.INVALID_PARAMETER.code();
    private static final int WRONG_STATE = ResultCode.DEVICE_IN_WRONG_STATE.code();
    private static final int NOT_CONNECTED = ResultCode.NOT_CONNECTED.code();
    /** 37 data channels. */
    private static final byte[] ALL_CHANNELS = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x1F};

    /** Where packets go. */
    interface Output {
        void response(Packet packet);

        void event(Packet packet);

        /** The dongle leaves the bus after so long. */
        void restart(boolean intoBootLoader, long afterNanos);
    }

    private enum Procedure {
        IDLE,
        DISCOVERING,
        CONNECTING
    }

    private final FirmwareIdentity identity;
    private final AdapterFaults faults;
    private final Output output;
    private final boolean bootLoader;
    private final Set<DeviceAddress> whitelist = new HashSet<>();
    private final Set<Sender> seen = new HashSet<>();
    private final Set<DeviceAddress> discoverable = new HashSet<>();
    private final Map<Integer, Link> connections = new TreeMap<>();
    private final BondStore bonds;
    private final Air air;
    private final Map<Integer, Octets> store = new HashMap<>();

    private Procedure procedure = Procedure.IDLE;
    private DiscoverMode mode = DiscoverMode.OBSERVATION;
    private Scanner scanner = DEFAULT_SCANNER;
    private boolean whitelistOnly;
    private boolean bondable;
    private boolean dropDuplicates;
    /** Whom it is connecting to; without a peer anybody on the whitelist. */
    private Connection pending;

    private int received;

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
        this.faults = faults;
        this.air = air;
        this.bonds = bonds;
        this.bootLoader = bootLoader;
        this.output = output;
    }

    /** What it says first after a power-up. */
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
        return procedure == Procedure.IDLE ? Optional.empty() : Optional.of(scanner);
    }

    boolean isDiscovering() {
        return procedure == Procedure.DISCOVERING;
    }

    /** The state that a host leaves behind which dies while it observes actively. */
    void leftDiscovering() {
        procedure = Procedure.DISCOVERING;
        mode = DiscoverMode.OBSERVATION;
        scanner = Scanner.of(200, 200, true);
    }

    /** The state that a host leaves behind which dies while it is connected. */
    void leftConnected(DeviceAddress peer, long nowNanos) {
        freeHandle()
                .ifPresent(handle -> connections.put(handle, link(new Connection(handle, peer, 60, 100, 0), nowNanos)));
    }

    private Link link(Connection connection, long nowNanos) {
        ConnectableDevice peer = air.device(ConnectableDevice.class, connection.peer())
                .filter(some -> !some.gatt().isConnected())
                .orElse(null);
        return new Link(connection, peer, identity.address(), bonds, nowNanos);
    }

    /** When a connection has something to do; {@link Long#MAX_VALUE} if none has. */
    long deadline() {
        long earliest = Long.MAX_VALUE;
        for (Link link : connections.values()) {
            earliest = Math.min(earliest, link.deadline());
        }
        return earliest;
    }

    /** Lets time pass on the connections. */
    void advance(long nowNanos) {
        for (Link link : List.copyOf(connections.values())) {
            OptionalInt reason = link.advance(nowNanos, output::event);
            if (reason.isPresent()) {
                int handle = link.connection().handle();
                connections.remove(handle);
                link.end();
                output.event(Packet.event(Event.CONNECTION_DISCONNECTED, handle, reason.getAsInt()));
            }
        }
    }

    /** Its power is gone. */
    void powerDown() {
        connections.values().forEach(Link::end);
        connections.clear();
    }

    /** The radio took a packet off the air. */
    void hear(Reception reception) {
        if (procedure == Procedure.CONNECTING) {
            connectTo(reception);
        } else if (procedure == Procedure.DISCOVERING && passes(reception)) {
            received++;
            output.event(Packet.event(
                    Event.GAP_SCAN_RESPONSE,
                    reception.rssiDbm(),
                    reception.packetType(),
                    reception.sender().value(),
                    reception.sender().random() ? 1 : 0,
                    bonds.of(reception.sender()).orElse(NO_BOND),
                    reception.data().toBytes()));
        }
    }

    private boolean passes(Reception reception) {
        if (whitelistOnly && !whitelist.contains(reception.sender())) {
            return false;
        }
        if (mode != DiscoverMode.OBSERVATION) {
            if (reception.packetType() == AirDevice.SCAN_RESPONSE) {
                if (!discoverable.contains(reception.sender())) {
                    return false;
                }
            } else if (!mode.passes(reception.data().flagsValue())) {
                return false;
            }
            remember(discoverable, reception.sender());
        }
        return !dropDuplicates || remember(seen, new Sender(reception.sender(), reception.packetType()));
    }

    private static <T> boolean remember(Set<T> set, T value) {
        if (set.size() >= SEEN_BOUND) {
            set.clear();
        }
        return set.add(value);
    }

    private void connectTo(Reception reception) {
        DeviceAddress wanted = pending.peer();
        boolean isWanted = wanted == null ? whitelist.contains(reception.sender()) : wanted.equals(reception.sender());
        if (reception.packetType() == AirDevice.CONNECTABLE && isWanted) {
            procedure = Procedure.IDLE;
            Connection connection = new Connection(
                    pending.handle(), reception.sender(), pending.interval(), pending.timeout(), pending.latency());
            Link link = link(connection, reception.atNanos());
            connections.put(connection.handle(), link);
            output.event(link.status(link.standing()));
        }
    }

    /** A command that came from the host. */
    void execute(Packet packet) {
        Optional<Command> known = CommandIndex.find(packet);
        if (known.isEmpty() || (bootLoader && packet.classId() != CommandIndex.DFU_CLASS)) {
            output.event(Packet.event(Event.SYSTEM_PROTOCOL_ERROR, ResultCode.COMMAND_NOT_RECOGNIZED.code()));
            return;
        }
        Command command = known.get();
        switch (command) {
            case SYSTEM_RESET -> output.restart(packet.integer("boot_in_dfu") != 0, RESTART_NANOS);
            case DFU_RESET -> output.restart(packet.integer("dfu") != 0, RESTART_NANOS);
            case SYSTEM_DELAY_RESET -> {
                respond(command);
                output.restart(packet.integer("boot_in_dfu") != 0, packet.integer("ms") * 1_000_000L);
            }
            case SYSTEM_ADDRESS_GET -> respond(command, identity.address().value());
            case SYSTEM_GET_INFO -> respond(command, info());
            case SYSTEM_GET_COUNTERS -> {
                respond(command, 0, 0, Math.min(received, 255), 0, 15);
                received = 0;
            }
            case SYSTEM_GET_CONNECTIONS -> {
                respond(command, MAX_CONNECTIONS);
                for (int handle = 0; handle < MAX_CONNECTIONS; handle++) {
                    output.event(statusOf(handle));
                }
            }
            case SYSTEM_READ_MEMORY -> respond(command, packet.number("address"), new byte[packet.integer("length")]);
            case SYSTEM_WHITELIST_APPEND -> respond(command, whitelist(packet, true));
            case SYSTEM_WHITELIST_REMOVE -> respond(command, whitelist(packet, false));
            case SYSTEM_WHITELIST_CLEAR -> {
                whitelist.clear();
                respond(command);
            }
            case FLASH_PS_SAVE -> respond(command, save(packet));
            case FLASH_PS_LOAD -> {
                Octets value = store.get(packet.integer("key"));
                respond(command, value == null ? INVALID : OK, value == null ? Octets.NONE : value);
            }
            case FLASH_PS_ERASE -> {
                store.remove(packet.integer("key"));
                respond(command);
            }
            case FLASH_PS_ERASE_ALL -> {
                store.clear();
                respond(command);
            }
            case FLASH_PS_DUMP -> {
                respond(command);
                store.forEach((key, value) -> output.event(Packet.event(Event.FLASH_PS_KEY, key, value)));
                output.event(Packet.event(Event.FLASH_PS_KEY, 0xFFFF, Octets.NONE));
            }
            case CONNECTION_DISCONNECT -> disconnect(command, packet.integer("connection"));
            case CONNECTION_GET_STATUS -> {
                int handle = packet.integer("connection");
                respond(command, handle);
                output.event(statusOf(handle));
            }
            case CONNECTION_GET_RSSI -> {
                int handle = packet.integer("connection");
                Link link = connections.get(handle);
                respond(command, handle, link == null ? 0 : link.rssiDbm(air.model()));
            }
            case CONNECTION_UPDATE -> updateConnection(command, packet);
            case SM_ENCRYPT_START -> {
                Link link = connections.get(packet.integer("handle"));
                int result = NOT_CONNECTED;
                if (link != null) {
                    result = link.startEncryption(bondable && packet.integer("bonding") != 0);
                }
                respond(command, packet.integer("handle"), result);
            }
            case SM_SET_BONDABLE_MODE -> {
                bondable = packet.integer("bondable") != 0;
                respond(command);
            }
            case SM_GET_BONDS -> {
                respond(command, bonds.handles().size());
                bonds.handles().forEach(handle -> output.event(Link.bondStatus(handle)));
            }
            case SM_DELETE_BONDING -> respond(command, bonds.delete(packet.integer("handle")) ? OK : INVALID);
            case ATTCLIENT_INDICATE_CONFIRM -> {
                Link link = connections.get(packet.integer("connection"));
                respond(command, link == null ? NOT_CONNECTED : link.confirmIndication());
            }
            case CONNECTION_CHANNEL_MAP_GET -> respond(command, packet.integer("connection"), ALL_CHANNELS);
            case TEST_GET_CHANNEL_MAP -> respond(command, (Object) ALL_CHANNELS);
            case GAP_SET_MODE -> {
                boolean fine = packet.integer("discover") <= 4 && packet.integer("connect") <= 3;
                respond(command, fine ? OK : INVALID);
            }
            case GAP_DISCOVER -> respond(command, discover(packet.integer("mode")));
            case GAP_CONNECT_DIRECT -> {
                DeviceAddress peer = new DeviceAddress(packet.number("address"), packet.integer("addr_type") == 1);
                connect(command, packet, packet.integer("addr_type") <= 1, peer);
            }
            case GAP_CONNECT_SELECTIVE -> connect(command, packet, true, null);
            case GAP_END_PROCEDURE -> {
                respond(command, procedure == Procedure.IDLE ? WRONG_STATE : OK);
                procedure = Procedure.IDLE;
            }
            case GAP_SET_FILTERING -> respond(command, setFiltering(packet));
            case GAP_SET_SCAN_PARAMETERS -> respond(command, setScanParameters(packet));
            case GAP_SET_ADV_PARAMETERS -> respond(command, checkAdvParameters(packet));
            case GAP_SET_ADV_DATA -> {
                boolean fine = packet.integer("set_scanrsp") <= 1
                        && packet.octets("adv_data").length() <= AdvertisingData.MAX_LENGTH;
                respond(command, fine ? OK : INVALID);
            }
            case SYSTEM_USB_ENUMERATION_STATUS_GET -> respond(command, OK, 1);
            case HARDWARE_I2C_WRITE -> respond(command, packet.octets("data").length());
            default -> {
                if (command.classId() == CommandIndex.ATTCLIENT_CLASS && hasPeer(packet)) {
                    int handle = packet.integer("connection");
                    respond(command, handle, connections.get(handle).ask(command, packet));
                } else {
                    answerPlausibly(command, packet);
                }
            }
        }
    }

    private boolean hasPeer(Packet packet) {
        Link link = connections.get(packet.integer("connection"));
        return link != null && link.hasPeer();
    }

    private void updateConnection(Command command, Packet packet) {
        Link link = connections.get(packet.integer("connection"));
        int least = packet.integer("interval_min");
        int most = packet.integer("interval_max");
        int result = OK;
        if (link == null) {
            result = NOT_CONNECTED;
        } else if (least < 6 || most > 3200 || least > most) {
            result = INVALID;
        } else {
            Connection now = link.connection();
            link.update(new Connection(
                    now.handle(), now.peer(), most, packet.integer("timeout"), packet.integer("latency")));
        }
        respond(command, packet.integer("connection"), result);
    }

    private void respond(Command command, Object... values) {
        output.response(Packet.response(command, values));
    }

    /**
     * Of a command without behaviour here: parameters that the answer repeats, 0 for the rest, and for those that need a
     * connection the result that says whether there is one.
     */
    private void answerPlausibly(Command command, Packet packet) {
        boolean needsConnection = packet.has("connection") && CommandIndex.needsConnection(command);
        boolean connected = needsConnection && connections.containsKey(packet.integer("connection"));
        int result = needsConnection && !connected ? NOT_CONNECTED : OK;
        output.response(CommandIndex.plainResponse(command, packet, result));
        if (connected && command.classId() == CommandIndex.ATTCLIENT_CLASS) {
            output.event(Packet.event(
                    Event.ATTCLIENT_PROCEDURE_COMPLETED,
                    packet.integer("connection"),
                    ResultCode.ATT_ATTRIBUTE_NOT_FOUND.code(),
                    0));
        }
    }

    private int whitelist(Packet packet, boolean append) {
        if (packet.integer("address_type") > 1) {
            return INVALID;
        }
        if (procedure != Procedure.IDLE) {
            return WRONG_STATE;
        }
        DeviceAddress address = new DeviceAddress(packet.number("address"), packet.integer("address_type") == 1);
        if (append) {
            whitelist.add(address);
        } else {
            whitelist.remove(address);
        }
        return OK;
    }

    private int save(Packet packet) {
        int key = packet.integer("key");
        if (key < 0x8000 || key > 0x807F || packet.octets("value").length() > 32) {
            return INVALID;
        }
        if (store.size() >= STORE_BOUND && !store.containsKey(key)) {
            return ResultCode.OUT_OF_MEMORY.code();
        }
        store.put(key, packet.octets("value"));
        return OK;
    }

    private int discover(int number) {
        OptionalInt refusal = faults.refusal();
        if (refusal.isPresent()) {
            return refusal.getAsInt();
        }
        Optional<DiscoverMode> wanted = DiscoverMode.of(number);
        if (wanted.isEmpty()) {
            return INVALID;
        }
        if (procedure != Procedure.IDLE) {
            return WRONG_STATE;
        }
        procedure = Procedure.DISCOVERING;
        mode = wanted.get();
        seen.clear();
        discoverable.clear();
        return OK;
    }

    private int setScanParameters(Packet packet) {
        int interval = packet.integer("scan_interval");
        int window = packet.integer("scan_window");
        if (interval < 4 || interval > 0x4000 || window < 4 || window > interval || packet.integer("active") > 1) {
            return INVALID;
        }
        scanner = Scanner.of(interval, window, packet.integer("active") == 1);
        return OK;
    }

    private int setFiltering(Packet packet) {
        if (packet.integer("scan_policy") > 1
                || packet.integer("adv_policy") > 3
                || packet.integer("scan_duplicate_filtering") > 1) {
            return INVALID;
        }
        whitelistOnly = packet.integer("scan_policy") == 1;
        dropDuplicates = packet.integer("scan_duplicate_filtering") == 1;
        return OK;
    }

    private static int checkAdvParameters(Packet packet) {
        int least = packet.integer("adv_interval_min");
        int most = packet.integer("adv_interval_max");
        int channels = packet.integer("adv_channels");
        boolean fine = least >= 0x20 && most <= 0x4000 && least <= most && channels >= 1 && channels <= 7;
        return fine ? OK : INVALID;
    }

    private void connect(Command command, Packet packet, boolean validAddress, DeviceAddress peer) {
        int least = packet.integer("conn_interval_min");
        int most = packet.integer("conn_interval_max");
        OptionalInt handle = freeHandle();
        int result;
        if (!validAddress || least < 6 || most > 3200 || least > most) {
            result = INVALID;
        } else if (procedure != Procedure.IDLE) {
            result = WRONG_STATE;
        } else if (handle.isEmpty()) {
            result = ResultCode.CONNECTION_LIMIT_EXCEEDED.code();
        } else {
            result = OK;
            procedure = Procedure.CONNECTING;
            pending =
                    new Connection(handle.getAsInt(), peer, most, packet.integer("timeout"), packet.integer("latency"));
        }
        respond(command, result, handle.orElse(0));
    }

    private OptionalInt freeHandle() {
        for (int handle = 0; handle < MAX_CONNECTIONS; handle++) {
            if (!connections.containsKey(handle)) {
                return OptionalInt.of(handle);
            }
        }
        return OptionalInt.empty();
    }

    private void disconnect(Command command, int handle) {
        Link link = connections.remove(handle);
        boolean was = link != null;
        respond(command, handle, was ? OK : NOT_CONNECTED);
        if (was) {
            link.end();
            output.event(Packet.event(
                    Event.CONNECTION_DISCONNECTED, handle, ResultCode.CONNECTION_TERMINATED_BY_LOCAL_HOST.code()));
        }
    }

    private Packet statusOf(int handle) {
        Link link = connections.get(handle);
        return link != null
                ? link.status(link.standing())
                : Packet.event(Event.CONNECTION_STATUS, handle, 0, 0L, 0, 0, 0, 0, NO_BOND);
    }

    /** What tells one advertisement from its duplicate. */
    private record Sender(DeviceAddress address, int packetType) {}
}
