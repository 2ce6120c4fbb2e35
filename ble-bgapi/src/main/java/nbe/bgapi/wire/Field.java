package nbe.bgapi.wire;

/** One field of a message. */
public record Field(String name, FieldType type) {
    static Field u8(String name) {
        return new Field(name, FieldType.U8);
    }

    static Field u16(String name) {
        return new Field(name, FieldType.U16);
    }

    static Field u32(String name) {
        return new Field(name, FieldType.U32);
    }

    static Field i8(String name) {
        return new Field(name, FieldType.I8);
    }

    static Field i16(String name) {
        return new Field(name, FieldType.I16);
    }

    static Field addr(String name) {
        return new Field(name, FieldType.ADDR);
    }

    static Field bytes(String name) {
        return new Field(name, FieldType.BYTES);
    }

    /** The outcome of a command, see {@link ResultCode}. */
    static Field result() {
        return u16("result");
    }
}
