package nbe.simulator.dongle;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.Reception;
import nbe.simulator.air.Scanner;
import nbe.simulator.gatt.BondStore;
import nbe.simulator.gatt.Connection;

/**
 * Scanning and connecting: the gap commands and the whitelist, and which advertisements the host sees. Belongs to one
 * {@link Firmware}.
 *
 * <table>
 * <caption>Result and next state of a command in each state</caption>
 * <tr><th></th><th>idle</th><th>discovering</th><th>connecting</th></tr>
 * <tr><td>gap_discover</td><td>0, discovering</td><td>0x0181</td><td>0x0181</td></tr>
 * <tr><td>gap_connect_*</td><td>0, connecting</td><td>0x0181</td><td>0x0181</td></tr>
 * <tr><td>gap_end_procedure</td><td>0x0181</td><td>0, idle</td><td>0, idle</td></tr>
 * <tr><td>whitelist_append, _remove</td><td>0</td><td>0x0181</td><td>0x0181</td></tr>
 * <tr><td>the peer is heard</td><td>-</td><td>gap_scan_response</td><td>connection_status, idle</td></tr>
 * </table>
 */
final class GapProcedures {
    private static final int NO_BOND = 0xFF;
    private static final int SEEN_AT_MOST = 10_000;
    /** Scan interval 75 and window 50 units of 625 µs, passive: the firmware's default. */
    private static final Scanner DEFAULT_SCANNER = Scanner.of(75, 50, false);

    /** Flags that an advertisement must have, one of them, by mode of gap_discover: limited, generic, observation. */
    private static final int[] FLAGS_BY_MODE = {0x01, 0x03, 0x00};

    private static final int OBSERVATION = 2;

    private static final int OK = ResultCode.SUCCESS.code();
    private static final int INVALID = ResultCode.INVALID_PARAMETER.code();
    private static final int WRONG_STATE = ResultCode.DEVICE_IN_WRONG_STATE.code();

    private enum Procedure {
        IDLE,
        DISCOVERING,
        CONNECTING
    }

    /** What two advertisements have in common if the second one is a duplicate. */
    private record Sender(DeviceAddress address, int packetType) {}

    private final AdapterFaults faults;
    private final BondStore bonds;
    private final Connections connections;
    private final Firmware.Output output;
    private final Set<DeviceAddress> whitelist = new HashSet<>();
    private final Set<Sender> seen = new HashSet<>();
    private final Set<DeviceAddress> discoverable = new HashSet<>();

    private Procedure procedure = Procedure.IDLE;
    private int mode = OBSERVATION;
    private Scanner scanner = DEFAULT_SCANNER;
    private boolean whitelistOnly;
    private boolean dropDuplicates;
    /** The connection to be made; its peer is null if any device of the whitelist will do. */
    private Connection pending;

    private int received;

    GapProcedures(AdapterFaults faults, BondStore bonds, Connections connections, Firmware.Output output) {
        this.faults = faults;
        this.bonds = bonds;
        this.connections = connections;
        this.output = output;
    }

    /** How the radio listens; empty while it is off. */
    Optional<Scanner> listening() {
        return procedure == Procedure.IDLE ? Optional.empty() : Optional.of(scanner);
    }

    boolean isDiscovering() {
        return procedure == Procedure.DISCOVERING;
    }

    /** See {@link Firmware#leftDiscovering()}. */
    void leftDiscovering() {
        procedure = Procedure.DISCOVERING;
        mode = OBSERVATION;
        scanner = Scanner.of(200, 200, true);
    }

    /** Number of advertisements reported since the last call. */
    int takeReceived() {
        int count = received;
        received = 0;
        return count;
    }

    /** Takes a packet from the radio: reports it, or connects to its sender. */
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
        if (mode != OBSERVATION) {
            if (reception.packetType() == AirDevice.SCAN_RESPONSE) {
                if (!discoverable.contains(reception.sender())) {
                    return false;
                }
            } else if ((reception.data().flagsValue() & FLAGS_BY_MODE[mode]) == 0) {
                return false;
            }
            addBounded(discoverable, reception.sender());
        }
        return !dropDuplicates || addBounded(seen, new Sender(reception.sender(), reception.packetType()));
    }

    private static <T> boolean addBounded(Set<T> set, T value) {
        if (set.size() >= SEEN_AT_MOST) {
            set.clear();
        }
        return set.add(value);
    }

    private void connectTo(Reception reception) {
        DeviceAddress wanted = pending.peer();
        boolean isWanted = wanted == null ? whitelist.contains(reception.sender()) : wanted.equals(reception.sender());
        if (reception.packetType() == AirDevice.CONNECTABLE && isWanted) {
            procedure = Procedure.IDLE;
            connections.open(
                    new Connection(
                            pending.handle(),
                            reception.sender(),
                            pending.interval(),
                            pending.timeout(),
                            pending.latency()),
                    reception.atNanos());
        }
    }

    /** Executes a gap or whitelist command; returns false for any other command. */
    boolean execute(Command command, Packet packet) {
        switch (command) {
            case SYSTEM_WHITELIST_APPEND -> output.respond(command, changeWhitelist(packet, true));
            case SYSTEM_WHITELIST_REMOVE -> output.respond(command, changeWhitelist(packet, false));
            case SYSTEM_WHITELIST_CLEAR -> {
                whitelist.clear();
                output.respond(command);
            }
            case GAP_SET_MODE -> {
                boolean valid = packet.integer("discover") <= 4 && packet.integer("connect") <= 3;
                output.respond(command, valid ? OK : INVALID);
            }
            case GAP_DISCOVER -> output.respond(command, discover(packet.integer("mode")));
            case GAP_CONNECT_DIRECT -> {
                DeviceAddress peer = new DeviceAddress(packet.number("address"), packet.integer("addr_type") == 1);
                connect(command, packet, packet.integer("addr_type") <= 1, peer);
            }
            case GAP_CONNECT_SELECTIVE -> connect(command, packet, true, null);
            case GAP_END_PROCEDURE -> {
                output.respond(command, procedure == Procedure.IDLE ? WRONG_STATE : OK);
                procedure = Procedure.IDLE;
            }
            case GAP_SET_FILTERING -> output.respond(command, setFiltering(packet));
            case GAP_SET_SCAN_PARAMETERS -> output.respond(command, setScanParameters(packet));
            case GAP_SET_ADV_PARAMETERS -> output.respond(command, checkAdvParameters(packet));
            case GAP_SET_ADV_DATA -> {
                boolean valid = packet.integer("set_scanrsp") <= 1
                        && packet.octets("adv_data").length() <= AdvertisingData.MAX_LENGTH;
                output.respond(command, valid ? OK : INVALID);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private int changeWhitelist(Packet packet, boolean append) {
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

    private int discover(int wanted) {
        OptionalInt refusal = faults.refusal();
        if (refusal.isPresent()) {
            return refusal.getAsInt();
        }
        if (wanted >= FLAGS_BY_MODE.length) {
            return INVALID;
        }
        if (procedure != Procedure.IDLE) {
            return WRONG_STATE;
        }
        procedure = Procedure.DISCOVERING;
        mode = wanted;
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
        boolean valid = least >= 0x20 && most <= 0x4000 && least <= most && channels >= 1 && channels <= 7;
        return valid ? OK : INVALID;
    }

    private void connect(Command command, Packet packet, boolean validAddress, DeviceAddress peer) {
        OptionalInt handle = connections.freeHandle();
        int result;
        if (!validAddress
                || !Connections.isIntervalRange(
                        packet.integer("conn_interval_min"), packet.integer("conn_interval_max"))) {
            result = INVALID;
        } else if (procedure != Procedure.IDLE) {
            result = WRONG_STATE;
        } else if (handle.isEmpty()) {
            result = ResultCode.CONNECTION_LIMIT_EXCEEDED.code();
        } else {
            result = OK;
            procedure = Procedure.CONNECTING;
            pending = new Connection(
                    handle.getAsInt(),
                    peer,
                    packet.integer("conn_interval_max"),
                    packet.integer("timeout"),
                    packet.integer("latency"));
        }
        output.respond(command, result, handle.orElse(0));
    }
}
