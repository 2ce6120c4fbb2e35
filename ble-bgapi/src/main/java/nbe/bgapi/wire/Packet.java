package nbe.bgapi.wire;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One command, response or event as a value: a row of the table and what its fields hold. A message that the table does
 * not know (newer firmware) is a packet too: it keeps its numbers and its raw payload. Immutable, equal by content.
 */
public final class Packet {
    private final Kind kind;
    private final int classId;
    private final int id;
    private final Layout layout; // null: not in the table
    private final List<Object> values; // in the order of the layout's fields; empty without a layout
    private final Octets payload;

    private Packet(Kind kind, int classId, int id, Layout layout, List<Object> values, Octets payload) {
        this.kind = kind;
        this.classId = classId;
        this.id = id;
        this.layout = layout;
        this.values = values;
        this.payload = payload;
    }

    /**
     * A command to the dongle.
     *
     * @param values one a field, in order: any integer type for integers and addresses ({@code 0xC2FAD7F0D796L}),
     *     {@code byte[]} or {@link Octets} for bytes
     * @throws IllegalArgumentException if number, kind or range of the values is wrong
     */
    public static Packet command(Command command, Object... values) {
        return of(command.request(), values);
    }

    /**
     * The answer to a command.
     *
     * @throws IllegalArgumentException if the values are wrong, or the command has no answer
     */
    public static Packet response(Command command, Object... values) {
        Layout layout = command.response()
                .orElseThrow(() -> new IllegalArgumentException(command.wireName() + " is never answered"));
        return of(layout, values);
    }

    /** An event from the dongle; see {@link #command} for the values. */
    public static Packet event(Event event, Object... values) {
        return of(event.layout(), values);
    }

    /** A message that the table does not know, or that is wrong on purpose. */
    public static Packet unknown(Kind kind, int classId, int id, Octets payload) {
        if (classId < 0 || classId > 0xFF || id < 0 || id > 0xFF) {
            throw new IllegalArgumentException("class and id are 0 to 255, got " + classId + " and " + id);
        }
        if (payload.length() > Header.HIGHEST_PAYLOAD_LENGTH) {
            throw new IllegalArgumentException("a payload has at most 2047 bytes, got " + payload.length());
        }
        return new Packet(kind, classId, id, null, List.of(), payload);
    }

    static Packet of(Layout layout, Object... values) {
        List<Field> fields = layout.fields();
        if (values.length != fields.size()) {
            throw new IllegalArgumentException(
                    layout + " has " + fields.size() + " fields, got " + values.length + " values");
        }
        List<Object> normalized = new ArrayList<>(values.length);
        int length = 0;
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            Object value = field.type().normalize(layout.name() + " " + field.name(), values[i]);
            normalized.add(value);
            length += field.type().measure(value);
        }
        byte[] payload = new byte[length];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            at = fields.get(i).type().write(payload, at, normalized.get(i));
        }
        return new Packet(
                layout.kind(),
                layout.classId(),
                layout.id(),
                layout,
                List.copyOf(normalized),
                Octets.copyOf(payload, 0, payload.length));
    }

    /** Reads a payload; one without a row, or that contradicts its row, becomes an unknown packet. */
    static Packet decode(Kind kind, int classId, int id, byte[] from, int at, int length) {
        Layout layout = LayoutTable.of(kind).find(classId << 8 | id);
        Octets payload = Octets.copyOf(from, at, length);
        if (layout == null || !layout.agrees(from, at, length, at + length)) {
            return unknown(kind, classId, id, payload);
        }
        List<Object> values = new ArrayList<>(layout.fields().size());
        int position = at;
        for (Field field : layout.fields()) {
            Object value = field.type().read(from, position);
            values.add(value);
            position += field.type().measure(value);
        }
        return new Packet(kind, classId, id, layout, List.copyOf(values), payload);
    }

    /**
     * Reads exactly one whole packet.
     *
     * @param direction says whether bytes without the event bit are commands or responses
     * @throws IllegalArgumentException if the bytes are not one whole packet
     */
    public static Packet decode(Framer.Direction direction, byte[] bytes) {
        int header = bytes.length < Header.LENGTH ? -1 : Header.read(bytes, 0);
        if (!Header.isBluetooth(header) || Header.LENGTH + Header.payloadLength(header) != bytes.length) {
            throw new IllegalArgumentException(
                    "not one whole packet: " + HexFormat.of().formatHex(bytes));
        }
        return decode(
                direction.kindOf(header),
                Header.classId(header),
                Header.id(header),
                bytes,
                Header.LENGTH,
                bytes.length - Header.LENGTH);
    }

    public Kind kind() {
        return kind;
    }

    public int classId() {
        return classId;
    }

    public int id() {
        return id;
    }

    /** The row of the table; empty if the table does not know the message. */
    public Optional<Layout> layout() {
        return Optional.ofNullable(layout);
    }

    public boolean isKnown() {
        return layout != null;
    }

    public Octets payload() {
        return payload;
    }

    public boolean is(Event event) {
        return layout == event.layout();
    }

    public boolean isCommand(Command command) {
        return layout == command.request();
    }

    public boolean isResponseTo(Command command) {
        return layout != null && layout == command.response().orElse(null);
    }

    /** True if there is such a field. */
    public boolean has(String field) {
        return indexOf(field) >= 0;
    }

    /** Value of an integer field of up to 16 bits. */
    public int integer(String field) {
        return (Integer) value(field);
    }

    /** Value of a u32 or an address. */
    public long number(String field) {
        return ((Number) value(field)).longValue();
    }

    /** Value of a bytes field. */
    public Octets octets(String field) {
        return (Octets) value(field);
    }

    private Object value(String field) {
        int index = indexOf(field);
        if (index < 0) {
            throw new IllegalArgumentException(name() + " has no field " + field);
        }
        return values.get(index);
    }

    private int indexOf(String field) {
        if (layout != null) {
            for (int i = 0; i < values.size(); i++) {
                if (layout.fields().get(i).name().equals(field)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Name on the wire, or {@code unknown_6_33} (class, id). */
    public String name() {
        return layout != null ? layout.name() : "unknown_" + classId + "_" + id;
    }

    /** Header and payload. */
    public byte[] encode() {
        byte[] bytes = new byte[Header.LENGTH + payload.length()];
        Header.write(bytes, 0, kind, payload.length(), classId, id);
        payload.copyTo(bytes, Header.LENGTH);
        return bytes;
    }

    /** Hex, then names: {@code 80 03 00 04 … system_script_failure address=1 reason=0x0181 (device in wrong state)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HexFormat.ofDelimiter(" ").formatHex(encode()));
        text.append("  ").append(name());
        if (layout == null) {
            return text.append(" payload=").append(payload).toString();
        }
        for (int i = 0; i < values.size(); i++) {
            Field field = layout.fields().get(i);
            text.append(' ').append(field.name()).append('=').append(print(field, values.get(i)));
        }
        return text.toString();
    }

    private static String print(Field field, Object value) {
        boolean code = field.type() == FieldType.U16
                && (field.name().equals("result") || field.name().equals("reason"));
        return code ? ResultCode.describe((Integer) value) : field.type().print(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packet packet
                && kind == packet.kind
                && classId == packet.classId
                && id == packet.id
                && layout == packet.layout
                && payload.equals(packet.payload);
    }

    @Override
    public int hashCode() {
        return ((kind.hashCode() * 31 + classId) * 31 + id) * 31 + payload.hashCode();
    }
}
