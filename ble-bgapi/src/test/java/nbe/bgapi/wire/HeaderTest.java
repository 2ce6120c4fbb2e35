package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four bytes in front of each payload. */
class HeaderTest {
    @ParameterizedTest
    @CsvSource({
        "COMMAND, 0, 0, 0, 00000000",
        "COMMAND, 1, 6, 2, 00010602",
        "RESPONSE, 2, 6, 4, 00020604",
        "EVENT, 14, 6, 0, 800e0600",
        "EVENT, 127, 9, 255, 807f09ff",
        "EVENT, 128, 9, 128, 80800980",
        "EVENT, 255, 0, 1, 80ff0001",
        "EVENT, 256, 0, 1, 81000001",
        "RESPONSE, 266, 2, 1, 010a0201",
        "COMMAND, 511, 2, 1, 01ff0201",
        "EVENT, 512, 3, 7, 82000307",
        "EVENT, 2047, 6, 77, 87ff064d",
        "RESPONSE, 2047, 6, 77, 07ff064d",
    })
    void lengthClassAndIdHaveTheirBits(Kind kind, int length, int classId, int id, String hex) {
        byte[] bytes = new byte[6];
        Header.write(bytes, 1, kind, length, classId, id);
        assertEquals("00" + hex + "00", HexFormat.of().formatHex(bytes));
        int header = Header.read(bytes, 1);
        assertEquals(kind == Kind.EVENT, Header.isEvent(header));
        assertEquals(kind == Kind.EVENT, Header.isEvent(bytes[1]));
        assertEquals(length, Header.payloadLength(header));
        assertEquals(classId, Header.classId(header));
        assertEquals(id, Header.id(header));
        assertEquals(classId * 256 + id, Header.key(header));
        assertTrue(Header.isBluetooth(header));
        assertTrue(Header.canBegin(bytes[1]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x10, 0x20, 0x40, 0x78, 0x88, 0x90, 0xC0, 0xF8, 0xFF})
    void anotherTechnologyBeginsNoPacketOfOurs(int first) {
        byte[] bytes = {(byte) first, 0, 0, 1};
        assertFalse(Header.canBegin(bytes[0]));
        assertFalse(Header.isBluetooth(Header.read(bytes, 0)));
        assertThrows(
                IllegalArgumentException.class, () -> Packet.decode(Framer.Direction.FROM_DONGLE, bytes), "decoded");
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        framer.append(bytes, 0, bytes.length, 0);
        assertFalse(framer.next(0));
        assertTrue(framer.skippedBytes() >= 1);
    }

    @Test
    void aScanResponseIsToldByItsHeaderWhateverItsLength() {
        byte[] bytes = new byte[4];
        for (int length = 0; length <= Header.HIGHEST_PAYLOAD_LENGTH; length++) {
            Header.write(bytes, 0, Kind.EVENT, length, 6, 0);
            assertTrue(Header.isScanResponse(Header.read(bytes, 0)), "length " + length);
        }
        Header.write(bytes, 0, Kind.RESPONSE, 14, 6, 0);
        assertFalse(Header.isScanResponse(Header.read(bytes, 0)), "gap_set_privacy_flags has the same number");
        Header.write(bytes, 0, Kind.EVENT, 14, 6, 1);
        assertFalse(Header.isScanResponse(Header.read(bytes, 0)), "gap_mode_changed");
        Header.write(bytes, 0, Kind.EVENT, 14, 7, 0);
        assertFalse(Header.isScanResponse(Header.read(bytes, 0)), "hardware_io_port_status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "000106", "0001060", "00010602", "0001060202ff", "80010602"})
    void whatIsNotOneWholePacketIsNotDecoded(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0");
        IllegalArgumentException why =
                assertThrows(IllegalArgumentException.class, () -> Packet.decode(Framer.Direction.FROM_DONGLE, bytes));
        assertEquals("not one whole packet: " + HexFormat.of().formatHex(bytes), why.getMessage());
    }
}
