package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Packets as values, and the small values they are made of. */
class PacketTest {
    private static final Packet HELLO = Packet.command(Command.SYSTEM_HELLO);

    @Test
    void aCommandItsResponseAndAnEventOfTheSameNumberAreThreeThings() {
        Packet response = Packet.response(Command.SYSTEM_HELLO);
        Packet event = Packet.event(Event.SYSTEM_DEBUG, new byte[0]);
        assertTrue(HELLO.isCommand(Command.SYSTEM_HELLO) && !HELLO.isResponseTo(Command.SYSTEM_HELLO));
        assertTrue(response.isResponseTo(Command.SYSTEM_HELLO) && !response.isCommand(Command.SYSTEM_HELLO));
        assertTrue(event.is(Event.SYSTEM_DEBUG) && !event.isResponseTo(Command.SYSTEM_HELLO));
        assertNotEquals(HELLO, response);
        assertNotEquals(response, event);
        assertArrayEqualBytes(HELLO, response); // the wire does not tell them apart: the direction does
    }

    private static void assertArrayEqualBytes(Packet one, Packet other) {
        assertEquals(Octets.of(one.encode()), Octets.of(other.encode()));
    }

    @Test
    void aCommandWithoutAResponseIsAnsweredByNothing() {
        for (Command command : List.of(Command.SYSTEM_RESET, Command.DFU_RESET)) {
            assertEquals(Optional.empty(), command.response());
            Packet unknown = Packet.unknown(Kind.RESPONSE, command.classId(), command.id(), Octets.NONE);
            assertFalse(unknown.isResponseTo(command), "an unknown packet answers nothing either");
        }
    }

    @Test
    void aFieldThatIsNotThereIsACallersMistake() {
        assertFalse(HELLO.has("result"));
        IllegalArgumentException why = assertThrows(IllegalArgumentException.class, () -> HELLO.integer("result"));
        assertEquals("system_hello has no field result", why.getMessage());
        Packet unknown = Packet.unknown(Kind.EVENT, 6, 99, Octets.of((byte) 1));
        assertFalse(unknown.has("data"));
        assertThrows(IllegalArgumentException.class, () -> unknown.octets("data"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00 02 06 02 00 00  gap_discover result=0x0000 (success)",
        "385, 00 02 06 02 81 01  gap_discover result=0x0181 (device in wrong state)",
        "1911, 00 02 06 02 77 07  gap_discover result=0x0777",
    })
    void aPrintedPacketIsHexAndNames(int result, String text) {
        assertEquals(text, Packet.response(Command.GAP_DISCOVER, result).toString());
    }

    @Test
    void anUnknownPacketIsPrintedWithItsPayload() {
        Packet unknown = Packet.unknown(Kind.EVENT, 6, 99, Octets.of((byte) 0x0A, (byte) 0xFF));
        assertEquals("80 02 06 63 0a ff  unknown_6_99 payload=0aff", unknown.toString());
        assertEquals(Optional.empty(), unknown.layout());
    }

    @Test
    void packetsAreEqualByContent() {
        Set<Packet> set = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            set.add(Packet.response(Command.GAP_DISCOVER, 0));
            set.add(Packet.response(Command.GAP_DISCOVER, 1));
            set.add(Packet.response(Command.GAP_SET_MODE, 0));
            set.add(Packet.unknown(Kind.EVENT, 6, 99, Octets.NONE));
        }
        assertEquals(4, set.size());
        assertNotEquals(HELLO, "system_hello");
    }

    @Test
    void octetsAreCopiedInAndOut() {
        byte[] bytes = {1, (byte) 0x80, (byte) 0xFF};
        Octets octets = Octets.of(bytes);
        bytes[0] = 9;
        octets.toArray()[1] = 9;
        assertEquals(1, octets.at(0));
        assertEquals(0x80, octets.at(1));
        assertEquals(0xFF, octets.at(2));
        assertEquals("0180ff", octets.toString());
        assertEquals(Octets.of((byte) 0x80), Octets.copyOf(octets.toArray(), 1, 1));
        assertSame(Octets.NONE, Octets.copyOf(bytes, 3, 0));
        assertNotEquals(octets, Octets.NONE);
        assertEquals(
                octets.hashCode(), Octets.of((byte) 1, (byte) 0x80, (byte) 0xFF).hashCode());
    }

    @ParameterizedTest
    @EnumSource(ResultCode.class)
    void eachResultCodeIsFoundByItsNumber(ResultCode code) {
        assertEquals(Optional.of(code), ResultCode.of(code.code()));
        assertEquals(code.name(), code.text().replace(' ', '_').toUpperCase(java.util.Locale.ROOT));
        int origin = code.code() >> 8;
        String prefix = origin == 3 ? "SM_" : origin == 4 ? "ATT_" : "";
        assertTrue(code.name().startsWith(prefix) && origin <= 4, code + " is of origin " + origin);
    }

    @Test
    void resultCodesOfTheReferenceHaveTheirNumbers() {
        int[] numbers =
                Arrays.stream(ResultCode.values()).mapToInt(ResultCode::code).toArray();
        int[] sorted = numbers.clone();
        Arrays.sort(sorted);
        assertEquals(Arrays.toString(sorted), Arrays.toString(numbers), "in the order of the reference");
        assertEquals(0x0180, ResultCode.INVALID_PARAMETER.code());
        assertEquals(0x0186, ResultCode.NOT_CONNECTED.code());
        assertEquals(0x018B, ResultCode.OUT_OF_BONDS.code());
        assertEquals(0x0208, ResultCode.CONNECTION_TIMEOUT.code());
        assertEquals(0x023E, ResultCode.CONNECTION_FAILED_TO_BE_ESTABLISHED.code());
        assertEquals(0x030A, ResultCode.SM_INVALID_PARAMETERS.code());
        assertEquals(0x0480, ResultCode.ATT_APPLICATION_ERROR.code());
        assertEquals(Optional.empty(), ResultCode.of(0x0001));
        assertEquals("0x0001", ResultCode.describe(1));
    }

    private static SkippedBytes skipped(byte... bytes) {
        SkippedBytes skipped = new SkippedBytes();
        for (byte one : bytes) {
            skipped.add(one);
        }
        return skipped;
    }

    @Test
    void theLastEightySkippedBytesAreKept() {
        SkippedBytes skipped = skipped(("x".repeat(500) + "The end.").getBytes(StandardCharsets.US_ASCII));
        assertEquals(508, skipped.count());
        assertEquals("x".repeat(72) + "The end.", skipped.text());
        skipped.clear();
        assertEquals(0, skipped.count());
        assertEquals("", skipped.text());
        assertFalse(skipped.looksLikeText(1));
    }

    @Test
    void nineOfTenPrintableBytesAreText() {
        byte[] mixed = "0123456789".getBytes(StandardCharsets.US_ASCII);
        mixed[4] = (byte) 0x80;
        assertTrue(skipped(mixed).looksLikeText(10));
        assertFalse(skipped(mixed).looksLikeText(11), "too few");
        mixed[5] = 0;
        assertFalse(skipped(mixed).looksLikeText(10), "eight of ten");
        assertEquals("0123..6789", skipped(mixed).text());
        assertTrue(skipped((byte) '\r', (byte) '\n', (byte) '\t').looksLikeText(3));
        assertEquals("...", skipped((byte) '\r', (byte) '\n', (byte) 0x7F).text());
    }
}
