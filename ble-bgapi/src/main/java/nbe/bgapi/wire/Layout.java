package nbe.bgapi.wire;

import java.util.List;

/**
 * What a packet of one kind, class and id looks like: a command's parameters, its response, or an event's. A {@code
 * bytes} field is always the last one, so that a layout is a fixed length and perhaps a tail.
 */
public final class Layout {
    private final Kind kind;
    private final String name;
    private final int classId;
    private final int id;
    private final List<Field> fields;
    private final int fixedLength;
    private final boolean tail;

    Layout(Kind kind, String name, int classId, int id, List<Field> fields) {
        this.kind = kind;
        this.name = name;
        this.classId = classId;
        this.id = id;
        this.fields = List.copyOf(fields);
        int length = 0;
        for (Field field : fields) {
            length += field.type().fixedLength();
        }
        this.fixedLength = length;
        this.tail = !fields.isEmpty() && fields.get(fields.size() - 1).type() == FieldType.BYTES;
        if (classId < 0 || classId > Header.HIGHEST_CLASS || id < 0 || id > 0xFF) {
            throw new IllegalStateException(name + ": class " + classId + ", id " + id + " do not exist");
        }
        for (int i = 0; i < fields.size() - 1; i++) {
            if (fields.get(i).type() == FieldType.BYTES) {
                throw new IllegalStateException(name + ": bytes must be the last field");
            }
        }
    }

    public Kind kind() {
        return kind;
    }

    /** Name on the wire, {@code gap_discover}; a response has its command's. */
    public String name() {
        return name;
    }

    public int classId() {
        return classId;
    }

    public int id() {
        return id;
    }

    public List<Field> fields() {
        return fields;
    }

    /** Shortest payload in bytes: all fixed fields, and the length byte of the tail. */
    public int fixedLength() {
        return fixedLength;
    }

    /** True if a payload can be this long. */
    boolean canBe(int payloadLength) {
        return tail
                ? payloadLength >= fixedLength && payloadLength <= fixedLength + 0xFF
                : payloadLength == fixedLength;
    }

    /**
     * True if a payload of {@code payloadLength} at {@code at}, of which the bytes below {@code limit} are there, does
     * not contradict its own length byte.
     */
    boolean agrees(byte[] buffer, int at, int payloadLength, int limit) {
        if (!canBe(payloadLength)) {
            return false;
        }
        int lengthByte = at + fixedLength - 1;
        return !tail || lengthByte >= limit || fixedLength + FieldType.u8(buffer, lengthByte) == payloadLength;
    }

    @Override
    public String toString() {
        return name + " " + kind;
    }
}
