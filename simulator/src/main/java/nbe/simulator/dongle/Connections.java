package nbe.simulator.dongle;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.gatt.BondStore;
import nbe.simulator.gatt.ConnectableDevice;
import nbe.simulator.gatt.Connection;
import nbe.simulator.gatt.Link;

/**
 * The open connections of the dongle and its bonds: the connection, sm and attclient commands, and the events that connections
 * cause as time passes. Belongs to one {@link Firmware}. One attclient procedure runs on a connection at a time; a second one is
 * refused with 0x0181.
 */
final class Connections {
    /** Connections that the firmware holds at most (the default of the vendor's configuration file). */
    static final int MAX_CONNECTIONS = 3;

    /** Channel map with all 37 data channels. */
    static final byte[] ALL_CHANNELS = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x1F};

    private static final int NO_BOND = 0xFF;
    private static final int OK = ResultCode.SUCCESS.code();
    private static final int INVALID = ResultCode.INVALID_PARAMETER.code();
    private static final int NOT_CONNECTED = ResultCode.NOT_CONNECTED.code();

    private final Air air;
    private final DeviceAddress dongle;
    private final BondStore bonds;
    private final Firmware.Output output;
    private final Map<Integer, Link> links = new TreeMap<>();
    private boolean bondable;

    Connections(Air air, DeviceAddress dongle, BondStore bonds, Firmware.Output output) {
        this.air = air;
        this.dongle = dongle;
        this.bonds = bonds;
        this.output = output;
    }

    /** Whether a connection interval may be chosen from this range; units of 1.25 ms (Bluetooth Core vol 6 part B 4.5.1). */
    static boolean isIntervalRange(int least, int most) {
        return least >= 6 && most <= 3200 && least <= most;
    }

    /** The lowest handle without a connection; empty if all {@value #MAX_CONNECTIONS} have one. */
    OptionalInt freeHandle() {
        for (int handle = 0; handle < MAX_CONNECTIONS; handle++) {
            if (!links.containsKey(handle)) {
                return OptionalInt.of(handle);
            }
        }
        return OptionalInt.empty();
    }

    /** Opens a connection and reports it. */
    void open(Connection connection, long nowNanos) {
        Link link = link(connection, nowNanos);
        links.put(connection.handle(), link);
        output.event(link.status());
    }

    /** Opens a connection without an event, as an earlier host left it; without effect if no handle is free. */
    void leftOpen(DeviceAddress peer, long nowNanos) {
        freeHandle().ifPresent(handle -> links.put(handle, link(new Connection(handle, peer, 60, 100, 0), nowNanos)));
    }

    private Link link(Connection connection, long nowNanos) {
        ConnectableDevice peer = air.device(ConnectableDevice.class, connection.peer())
                .filter(device -> !device.gatt().isConnected())
                .orElse(null);
        return new Link(connection, peer, dongle, bonds, nowNanos);
    }

    /** When a connection has something to do; {@link Long#MAX_VALUE} if none has. */
    long deadline() {
        return links.values().stream().mapToLong(Link::deadline).min().orElse(Long.MAX_VALUE);
    }

    /** Lets time pass on all connections; reports those that end. */
    void advance(long nowNanos) {
        for (Link link : List.copyOf(links.values())) {
            link.advance(nowNanos, output::event)
                    .ifPresent(reason -> end(link.connection().handle(), reason));
        }
    }

    /** Ends all connections without an event. */
    void endAll() {
        links.values().forEach(Link::end);
        links.clear();
    }

    private void end(int handle, int reason) {
        links.remove(handle).end();
        output.event(Packet.event(Event.CONNECTION_DISCONNECTED, handle, reason));
    }

    /** Executes a command about a connection or a bond; returns false for any other command. */
    boolean execute(Command command, Packet packet) {
        switch (command) {
            case SYSTEM_GET_CONNECTIONS -> {
                output.respond(command, MAX_CONNECTIONS);
                for (int handle = 0; handle < MAX_CONNECTIONS; handle++) {
                    output.event(statusOf(handle));
                }
            }
            case CONNECTION_DISCONNECT -> disconnect(command, packet.integer("connection"));
            case CONNECTION_GET_STATUS -> {
                int handle = packet.integer("connection");
                output.respond(command, handle);
                output.event(statusOf(handle));
            }
            case CONNECTION_GET_RSSI -> {
                int handle = packet.integer("connection");
                Link link = links.get(handle);
                output.respond(command, handle, link == null ? 0 : link.rssiDbm(air.model()));
            }
            case CONNECTION_UPDATE -> update(command, packet);
            case SM_ENCRYPT_START -> {
                Link link = links.get(packet.integer("handle"));
                int result =
                        link == null ? NOT_CONNECTED : link.startEncryption(bondable && packet.integer("bonding") != 0);
                output.respond(command, packet.integer("handle"), result);
            }
            case SM_SET_BONDABLE_MODE -> {
                bondable = packet.integer("bondable") != 0;
                output.respond(command);
            }
            case SM_GET_BONDS -> {
                output.respond(command, bonds.handles().size());
                bonds.handles().forEach(handle -> output.event(Link.bondStatus(handle)));
            }
            case SM_DELETE_BONDING -> output.respond(command, bonds.delete(packet.integer("handle")) ? OK : INVALID);
            case ATTCLIENT_INDICATE_CONFIRM -> {
                Link link = links.get(packet.integer("connection"));
                output.respond(command, link == null ? NOT_CONNECTED : link.confirmIndication());
            }
            case CONNECTION_CHANNEL_MAP_GET -> output.respond(command, packet.integer("connection"), ALL_CHANNELS);
            default -> {
                return executeOther(command, packet);
            }
        }
        return true;
    }

    /**
     * Commands of the connection and attclient classes without a case of their own: an attclient procedure with a simulated
     * peer runs; for everything else the response says whether there is a connection, and a procedure finds nothing.
     */
    private boolean executeOther(Command command, Packet packet) {
        if (!CommandIndex.needsConnection(command) || !packet.has("connection")) {
            return false;
        }
        int handle = packet.integer("connection");
        Link link = links.get(handle);
        boolean procedure = command.classId() == CommandIndex.ATTCLIENT_CLASS;
        if (procedure && link != null && link.hasPeer()) {
            output.respond(command, handle, link.start(command, packet));
            return true;
        }
        output.response(CommandIndex.plainResponse(command, packet, link == null ? NOT_CONNECTED : OK));
        if (procedure && link != null) {
            output.event(Packet.event(
                    Event.ATTCLIENT_PROCEDURE_COMPLETED, handle, ResultCode.ATT_ATTRIBUTE_NOT_FOUND.code(), 0));
        }
        return true;
    }

    private void update(Command command, Packet packet) {
        Link link = links.get(packet.integer("connection"));
        int most = packet.integer("interval_max");
        int result = OK;
        if (link == null) {
            result = NOT_CONNECTED;
        } else if (!isIntervalRange(packet.integer("interval_min"), most)) {
            result = INVALID;
        } else {
            Connection now = link.connection();
            link.update(new Connection(
                    now.handle(), now.peer(), most, packet.integer("timeout"), packet.integer("latency")));
        }
        output.respond(command, packet.integer("connection"), result);
    }

    private void disconnect(Command command, int handle) {
        boolean connected = links.containsKey(handle);
        output.respond(command, handle, connected ? OK : NOT_CONNECTED);
        if (connected) {
            end(handle, ResultCode.CONNECTION_TERMINATED_BY_LOCAL_HOST.code());
        }
    }

    private Packet statusOf(int handle) {
        Link link = links.get(handle);
        return link != null ? link.status() : Packet.event(Event.CONNECTION_STATUS, handle, 0, 0L, 0, 0, 0, 0, NO_BOND);
    }
}
