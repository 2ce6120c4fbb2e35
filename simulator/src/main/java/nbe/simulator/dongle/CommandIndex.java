package nbe.simulator.dongle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Field;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;

/** Finds the row of a received command in the message table, and builds responses for commands without behaviour here. */
final class CommandIndex {
    static final int CONNECTION_CLASS = 3;
    static final int ATTCLIENT_CLASS = 4;
    static final int DFU_CLASS = 9;

    private static final Map<Integer, Command> BY_NUMBER = new HashMap<>();

    static {
        for (Command command : Command.values()) {
            BY_NUMBER.put(number(command.classId(), command.id()), command);
        }
    }

    private CommandIndex() {}

    private static int number(int classId, int id) {
        return classId << 8 | id;
    }

    /** The row; empty if the command is unknown or the packet contradicts its row. */
    static Optional<Command> find(Packet packet) {
        return packet.isKnown()
                ? Optional.ofNullable(BY_NUMBER.get(number(packet.classId(), packet.id())))
                : Optional.empty();
    }

    static boolean needsConnection(Command command) {
        return command.classId() == CONNECTION_CLASS || command.classId() == ATTCLIENT_CLASS;
    }

    /** A response with this result: parameters of the request are repeated, all others are 0 or empty. */
    static Packet plainResponse(Command command, Packet request, int result) {
        List<Field> fields = command.response().orElseThrow().fields();
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            values[i] = field.name().equals("result") ? (Object) result : plainValue(field, request);
        }
        return Packet.response(command, values);
    }

    private static Object plainValue(Field field, Packet request) {
        boolean repeated = request.has(field.name());
        return switch (field.type()) {
            case BYTES -> repeated ? request.octets(field.name()) : Octets.NONE;
            case U8, U16, U32, I8, I16, ADDR -> repeated ? request.number(field.name()) : 0L;
        };
    }
}
