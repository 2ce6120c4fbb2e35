package nbe.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Field;
import nbe.bgapi.wire.FieldType;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Kind;
import nbe.bgapi.wire.Layout;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;

/** Every row of the table with any values, and any bytes as a packet: what is decoded is encoded to the same bytes. */
public final class PacketTarget {
    private PacketTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        Command[] commands = Command.values();
        Event[] events = Event.values();
        switch (input.choice(4)) {
            case 0 -> {
                Command row = commands[input.choice(commands.length)];
                roundTrip(Framer.Direction.FROM_HOST, Packet.command(row, values(row.request(), input)), row.request());
            }
            case 1 -> {
                Command row = commands[input.choice(commands.length)];
                row.response()
                        .ifPresent(layout -> roundTrip(
                                Framer.Direction.FROM_DONGLE, Packet.response(row, values(layout, input)), layout));
            }
            case 2 -> {
                Event row = events[input.choice(events.length)];
                roundTrip(Framer.Direction.FROM_DONGLE, Packet.event(row, values(row.layout(), input)), row.layout());
            }
            default -> anyBytes(input.rest());
        }
    }

    private static Object[] values(Layout layout, Input input) {
        List<Object> values = new ArrayList<>();
        for (Field field : layout.fields()) {
            values.add(
                    switch (field.type()) {
                        case U8, U16, U32, ADDR -> input.integer(field.type().fixedLength());
                        case I8 -> (byte) input.u8();
                        case I16 -> (short) input.integer(2);
                        case BYTES -> input.bytes(255);
                    });
        }
        return values.toArray();
    }

    private static void roundTrip(Framer.Direction direction, Packet packet, Layout layout) {
        byte[] bytes = packet.encode();
        Packet again = Packet.decode(direction, bytes);
        Check.equal(packet, again, "decoded");
        Check.equal(layout, again.layout().orElseThrow(), "row");
        Check.that(Arrays.equals(bytes, again.encode()), "encoded again, " + packet + " became " + again);
        Check.equal(packet.toString(), again.toString(), "text");
        for (Field field : layout.fields()) {
            if (field.type() == FieldType.BYTES) {
                Check.equal(packet.octets(field.name()), again.octets(field.name()), field.name());
            } else {
                Check.equal(packet.number(field.name()), again.number(field.name()), field.name());
            }
        }
    }

    private static void anyBytes(byte[] bytes) {
        for (Framer.Direction direction : Framer.Direction.values()) {
            Packet packet;
            try {
                packet = Packet.decode(direction, bytes);
            } catch (IllegalArgumentException notOnePacket) {
                continue;
            }
            Check.that(Arrays.equals(bytes, packet.encode()), "encoded again: " + packet);
            Check.equal(packet, Packet.decode(direction, packet.encode()), "decoded again");
            Check.that(!packet.toString().isBlank(), "no text");
            if (!packet.isKnown()) {
                Packet same = Packet.unknown(packet.kind(), packet.classId(), packet.id(), packet.payload());
                Check.equal(same, packet, "unknown");
            }
        }
        Octets all = Octets.of(bytes);
        if (all.length() <= 2047) {
            Packet unknown = Packet.unknown(Kind.EVENT, 9, 0xFF, all);
            Check.equal(all, unknown.payload(), "payload");
        }
    }
}
