package nbe.simulator.gatt;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;

/**
 * Executes an attclient command on a {@link GattServer} and returns the firmware's events, in order. The ATT MTU is 23, the only one
 * of the BLED112.
 */
final class AttProcedures {
    /** Longest value of a read response, and of each part of a long read. */
    static final int LONGEST_READ = 22;

    static final int LONGEST_WRITE = 20;
    static final int LONGEST_PREPARED = 18;
    private static final int LONGEST_READ_BY_TYPE = 19;

    private static final int READ = 0;
    private static final int READ_BY_TYPE = 3;
    private static final int READ_BLOB = 4;

    private final GattServer server;
    private final int connection;
    private final boolean encrypted;
    private final List<Packet> events = new ArrayList<>();

    private AttProcedures(GattServer server, int connection, boolean encrypted) {
        this.server = server;
        this.connection = connection;
        this.encrypted = encrypted;
    }

    /** Whether the data of the command fit into one packet; the dongle refuses the command otherwise. */
    static boolean fits(Command command, Packet packet) {
        return switch (command) {
            case ATTCLIENT_ATTRIBUTE_WRITE, ATTCLIENT_WRITE_COMMAND ->
                packet.octets("data").length() <= LONGEST_WRITE;
            case ATTCLIENT_PREPARE_WRITE -> packet.octets("data").length() <= LONGEST_PREPARED;
            default -> true;
        };
    }

    static List<Packet> carryOut(Command command, Packet packet, GattServer server, boolean encrypted) {
        AttProcedures procedures = new AttProcedures(server, packet.integer("connection"), encrypted);
        procedures.carryOut(command, packet);
        return procedures.events;
    }

    private void carryOut(Command command, Packet packet) {
        switch (command) {
            case ATTCLIENT_READ_BY_GROUP_TYPE -> groups(packet, Optional.empty());
            case ATTCLIENT_FIND_BY_TYPE_VALUE -> groups(packet, Optional.of(packet.octets("value")));
            case ATTCLIENT_READ_BY_TYPE -> byType(packet);
            case ATTCLIENT_FIND_INFORMATION -> information(packet);
            case ATTCLIENT_READ_BY_HANDLE -> read(packet.integer("chrhandle"));
            case ATTCLIENT_READ_LONG -> readLong(packet.integer("chrhandle"));
            case ATTCLIENT_ATTRIBUTE_WRITE -> {
                int handle = packet.integer("atthandle");
                completed(server.write(handle, packet.octets("data"), encrypted), handle);
            }
            case ATTCLIENT_WRITE_COMMAND -> // without a response
                server.write(packet.integer("atthandle"), packet.octets("data"), encrypted);
            case ATTCLIENT_PREPARE_WRITE -> {
                int handle = packet.integer("atthandle");
                completed(server.prepare(handle, packet.integer("offset"), packet.octets("data"), encrypted), handle);
            }
            case ATTCLIENT_EXECUTE_WRITE -> completed(server.execute(packet.integer("commit") != 0, encrypted), 0);
            case ATTCLIENT_READ_MULTIPLE -> readMultiple(packet.octets("handles"));
            default -> completed(ResultCode.ATT_REQUEST_NOT_SUPPORTED.code(), 0);
        }
    }

    private void completed(int result, int handle) {
        events.add(Packet.event(Event.ATTCLIENT_PROCEDURE_COMPLETED, connection, result, handle));
    }

    /** Ends a search: with 0, or with "attribute not found". */
    private void searched() {
        completed(events.isEmpty() ? ResultCode.ATT_ATTRIBUTE_NOT_FOUND.code() : 0, 0);
    }

    private boolean isRange(Packet packet) {
        boolean fine = packet.integer("start") >= 1 && packet.integer("start") <= packet.integer("end");
        if (!fine) {
            completed(ResultCode.ATT_INVALID_HANDLE.code(), packet.integer("start"));
        }
        return fine;
    }

    private List<GattAttribute> range(Packet packet) {
        return server.between(packet.integer("start"), packet.integer("end"));
    }

    private void groups(Packet packet, Optional<Octets> value) {
        Octets type = value.isPresent() ? GattServer.uuid16(packet.integer("uuid")) : packet.octets("uuid");
        if (!isRange(packet)) {
            return;
        }
        if (!type.equals(GattServer.PRIMARY_SERVICE)) {
            completed(ResultCode.ATT_UNSUPPORTED_GROUP_TYPE.code(), packet.integer("start"));
            return;
        }
        for (GattAttribute attribute : range(packet)) {
            if (attribute.type().equals(type)
                    && value.map(attribute.value()::equals).orElse(true)) {
                events.add(Packet.event(
                        Event.ATTCLIENT_GROUP_FOUND,
                        connection,
                        attribute.handle(),
                        server.endOfService(attribute.handle()),
                        attribute.value()));
            }
        }
        searched();
    }

    private void byType(Packet packet) {
        if (!isRange(packet)) {
            return;
        }
        for (GattAttribute attribute : range(packet)) {
            if (attribute.type().equals(packet.octets("uuid"))) {
                int refusal = attribute.mayRead(encrypted);
                if (refusal != 0) {
                    completed(refusal, attribute.handle());
                    return;
                }
                value(attribute.handle(), READ_BY_TYPE, part(attribute.value(), 0, LONGEST_READ_BY_TYPE));
            }
        }
        searched();
    }

    private void information(Packet packet) {
        if (!isRange(packet)) {
            return;
        }
        for (GattAttribute attribute : range(packet)) {
            events.add(Packet.event(
                    Event.ATTCLIENT_FIND_INFORMATION_FOUND, connection, attribute.handle(), attribute.type()));
        }
        searched();
    }

    private Optional<Octets> readable(int handle) {
        Optional<GattAttribute> attribute = server.find(handle);
        int refusal = attribute.map(some -> some.mayRead(encrypted)).orElse(ResultCode.ATT_INVALID_HANDLE.code());
        if (refusal != 0) {
            completed(refusal, handle);
            return Optional.empty();
        }
        return attribute.map(GattAttribute::value);
    }

    /** A read that succeeds causes a value event and no procedure_completed. */
    private void read(int handle) {
        readable(handle).ifPresent(value -> value(handle, READ, part(value, 0, LONGEST_READ)));
    }

    private void readLong(int handle) {
        Optional<Octets> value = readable(handle);
        if (value.isPresent()) {
            int at = 0;
            do {
                value(handle, READ_BLOB, part(value.get(), at, LONGEST_READ));
                at += LONGEST_READ;
            } while (at <= value.get().length());
            completed(0, handle);
        }
    }

    private void readMultiple(Octets handles) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at + 1 < handles.length(); at += 2) {
            Optional<Octets> value = readable(handles.at(at) | handles.at(at + 1) << 8);
            if (value.isEmpty()) {
                return;
            }
            all.writeBytes(value.get().toArray());
        }
        Octets joined = part(Octets.of(all.toByteArray()), 0, LONGEST_READ);
        events.add(Packet.event(Event.ATTCLIENT_READ_MULTIPLE_RESPONSE, connection, joined));
    }

    private void value(int handle, int type, Octets value) {
        events.add(Packet.event(Event.ATTCLIENT_ATTRIBUTE_VALUE, connection, handle, type, value));
    }

    private static Octets part(Octets whole, int from, int most) {
        return Octets.copyOf(whole.toArray(), from, Math.max(0, Math.min(most, whole.length() - from)));
    }
}
