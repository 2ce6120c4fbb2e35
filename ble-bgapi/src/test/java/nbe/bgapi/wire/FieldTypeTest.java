package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The integers of the protocol, byte for byte, at the edges where a sign or a carry goes wrong. */
class FieldTypeTest {
    @ParameterizedTest
    @CsvSource({
        "U8, 0, 00",
        "U8, 1, 01",
        "U8, 127, 7f",
        "U8, 128, 80",
        "U8, 255, ff",
        "I8, 0, 00",
        "I8, 127, 7f",
        "I8, -128, 80",
        "I8, -1, ff",
        "I8, -50, ce",
        "U16, 0, 0000",
        "U16, 127, 7f00",
        "U16, 128, 8000",
        "U16, 255, ff00",
        "U16, 256, 0001",
        "U16, 2047, ff07",
        "U16, 32767, ff7f",
        "U16, 32768, 0080",
        "U16, 65535, ffff",
        "I16, 127, 7f00",
        "I16, 128, 8000",
        "I16, 32767, ff7f",
        "I16, -32768, 0080",
        "I16, -1, ffff",
        "I16, -129, 7fff",
        "U32, 0, 00000000",
        "U32, 128, 80000000",
        "U32, 32768, 00800000",
        "U32, 8388608, 00008000",
        "U32, 2147483647, ffffff7f",
        "U32, 2147483648, 00000080",
        "U32, 4294967295, ffffffff",
        "ADDR, 0, 000000000000",
        "ADDR, 128, 800000000000",
        "ADDR, 32768, 008000000000",
        "ADDR, 2147483648, 000000800000",
        "ADDR, 549755813888, 000000008000",
        "ADDR, 140737488355328, 000000000080",
        "ADDR, 281474976710655, ffffffffffff",
    })
    void aNumberIsTheseBytesAndTheseBytesAreTheNumber(FieldType type, long number, String hex) {
        byte[] expected = HexFormat.of().parseHex(hex);
        Object value = type.normalize("x", number);
        byte[] written = new byte[expected.length + 2]; // nothing outside is touched
        written[0] = 0x55;
        written[written.length - 1] = 0x55;
        assertEquals(expected.length + 1, type.write(written, 1, value));
        assertEquals("55" + hex + "55", HexFormat.of().formatHex(written));
        assertEquals(value, type.read(written, 1));
        assertEquals(expected.length, type.measure(value));
        assertEquals(expected.length, type.fixedLength());
    }

    @ParameterizedTest
    @CsvSource({
        "U8, -1",
        "U8, 256",
        "I8, -129",
        "I8, 128",
        "U16, -1",
        "U16, 65536",
        "I16, -32769",
        "I16, 32768",
        "U32, -1",
        "U32, 4294967296",
        "ADDR, -1",
        "ADDR, 281474976710656",
    })
    void aNumberOutOfRangeIsRejectedWithTheRange(FieldType type, long number) {
        IllegalArgumentException why =
                assertThrows(IllegalArgumentException.class, () -> type.normalize("gap_x mode", number));
        assertTrue(why.getMessage().startsWith("gap_x mode: wanted an integer from "), why.getMessage());
        assertTrue(why.getMessage().endsWith("got " + number), why.getMessage());
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void anotherKindOfValueIsRejected(FieldType type) {
        for (Object value : List.of("1", 1.0, 'x', List.of())) {
            assertThrows(IllegalArgumentException.class, () -> type.normalize("x", value), value.toString());
        }
        Object wrong = type == FieldType.BYTES ? (Object) 1 : (Object) new byte[] {1};
        assertThrows(IllegalArgumentException.class, () -> type.normalize("x", wrong));
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldType.class,
            names = {"BYTES"},
            mode = EnumSource.Mode.EXCLUDE)
    void eachIntegerTypeOfJavaIsTaken(FieldType type) {
        Object expected = type.normalize("x", 1L);
        for (Object one : List.of((byte) 1, (short) 1, 1)) {
            assertEquals(expected, type.normalize("x", one), one.getClass().getSimpleName());
        }
        boolean wide = type == FieldType.U32 || type == FieldType.ADDR;
        assertEquals(wide ? Long.class : Integer.class, expected.getClass());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "127", "128", "254", "255"})
    void bytesHaveTheirLengthInFront(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31 + 0x7F);
        }
        Object value = FieldType.BYTES.normalize("x", content);
        assertEquals(value, FieldType.BYTES.normalize("x", Octets.of(content)));
        byte[] written = new byte[length + 1];
        assertEquals(written.length, FieldType.BYTES.write(written, 0, value));
        assertEquals(length, written[0] & 0xFF);
        assertEquals(value, FieldType.BYTES.read(written, 0));
        assertEquals(written.length, FieldType.BYTES.measure(value));
    }

    @Test
    void moreBytesThanALengthByteCanSayAreRejected() {
        IllegalArgumentException why = assertThrows(
                IllegalArgumentException.class, () -> FieldType.BYTES.normalize("gap_x data", new byte[256]));
        assertTrue(why.getMessage().contains("gap_x data: wanted at most 255 bytes"), why.getMessage());
    }

    @Test
    void whatWasGivenInMayChangeAfterwards() {
        byte[] content = {1, 2};
        Object value = FieldType.BYTES.normalize("x", content);
        content[0] = 9;
        assertEquals(Octets.of((byte) 1, (byte) 2), value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00:00:00:00:00:00",
        "1, 00:00:00:00:00:01",
        "128, 00:00:00:00:00:80",
        "214394500904854, C2:FD:9C:11:77:96",
        "281474976710655, FF:FF:FF:FF:FF:FF",
    })
    void anAddressIsPrintedMostSignificantByteFirst(long address, String text) {
        assertEquals(text, FieldType.ADDR.print(address));
    }
}
