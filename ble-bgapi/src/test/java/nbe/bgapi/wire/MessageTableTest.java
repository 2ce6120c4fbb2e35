package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MessageTableTest {
    private static final Pattern WELL_FORMED = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)+");
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final List<String> CLASSES =
            List.of("system", "flash", "attributes", "connection", "attclient", "sm", "gap", "hardware", "test", "dfu");

    private static List<Layout> allRows() {
        List<Layout> rows = new ArrayList<>();
        for (Command command : Command.values()) {
            rows.add(command.request());
            command.response().ifPresent(rows::add);
        }
        for (Event event : Event.values()) {
            rows.add(event.layout());
        }
        return rows;
    }

    @TestFactory
    List<DynamicTest> everyRowComesBackAsItWasEncoded() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Layout row : allRows()) {
            tests.add(DynamicTest.dynamicTest(row.toString(), () -> {
                Random random = new Random(row.toString().hashCode());
                for (int round = 0; round < 20; round++) {
                    comesBack(row, values(row, random, round));
                }
            }));
        }
        return tests;
    }

    private static void comesBack(Layout row, Object[] values) {
        Packet packet = Packet.of(row, values);
        byte[] bytes = packet.encode();
        Framer.Direction direction =
                row.kind() == Kind.COMMAND ? Framer.Direction.FROM_HOST : Framer.Direction.FROM_DONGLE;

        Packet again = Packet.decode(direction, bytes);
        assertEquals(packet, again);
        assertEquals(packet.hashCode(), again.hashCode());
        assertTrue(again.isKnown());
        for (int i = 0; i < values.length; i++) {
            Field field = row.fields().get(i);
            if (field.type() == FieldType.BYTES) {
                assertEquals(Octets.of((byte[]) values[i]), again.octets(field.name()));
            } else {
                assertEquals(((Number) values[i]).longValue(), again.number(field.name()));
            }
        }

        Framer framer = new Framer(direction);
        framer.append(bytes, 0, bytes.length, 0);
        assertTrue(framer.next(0));
        assertEquals(packet, framer.packet().toPacket());
        assertFalse(framer.next(0));

        String text = packet.toString();
        assertTrue(text.contains("  " + row.name()), text);
        assertTrue(text.startsWith(String.format("%02x %02x %02x %02x", bytes[0], bytes[1], bytes[2], bytes[3])), text);
        for (Field field : row.fields()) {
            assertTrue(text.contains(" " + field.name() + "="), text);
        }
    }

    private static Object[] values(Layout row, Random random, int round) {
        Object[] values = new Object[row.fields().size()];
        for (int i = 0; i < values.length; i++) {
            Field field = row.fields().get(i);
            if (row == Event.GAP_SCAN_RESPONSE.layout() && field.name().endsWith("_type")) {
                values[i] = random.nextInt(2); // the framer believes in no others than there are
                continue;
            }
            values[i] = switch (field.type()) {
                case U8 -> pick(random, round, 0, 0xFF, 0x7F, 0x80);
                case U16 -> pick(random, round, 0, 0xFFFF, 0x7FFF, 0x8000);
                case U32 -> pick(random, round, 0, 0xFFFF_FFFFL, 0x7FFF_FFFFL, 0x8000_0000L);
                case I8 -> pick(random, round, -128, 127, -1, 0);
                case I16 -> pick(random, round, -32768, 32767, -1, 0x80);
                case ADDR -> pick(random, round, 0, 0xFFFF_FFFF_FFFFL, 0x7F80_FF00_7F80L, 0x807F_FF7F_80FFL);
                case BYTES -> {
                    byte[] bytes = new byte[round == 0 ? 0 : round == 1 ? 255 : random.nextInt(64)];
                    random.nextBytes(bytes);
                    yield bytes;
                }
            };
        }
        return values;
    }

    private static long pick(Random random, int round, long low, long high, long third, long fourth) {
        return switch (round) {
            case 0 -> low;
            case 1 -> high;
            case 2 -> third;
            case 3 -> fourth;
            default -> low + (long) (random.nextDouble() * (high - low + 1));
        };
    }

    @Test
    void theDefinitionHas119MessagesThatMake205PacketsAndTheLaterFirmware13More() {
        List<String> later = List.of("system_aes_", "system_usb_enum", "system_get_boot", "system_delay", "dfu_");
        long commands = 0;
        long responses = 0;
        for (Command command : Command.values()) {
            if (later.stream().noneMatch(command.wireName()::startsWith)) {
                commands++;
                responses += command.response().isPresent() ? 1 : 0;
            }
        }
        assertEquals(87, commands);
        assertEquals(86, responses);
        assertEquals(97, Command.values().length);
        assertEquals(32 + 3, Event.values().length);
        assertEquals(205, commands + responses + 32);
    }

    @Test
    void numbersAreUniqueAndNamesAreWellFormed() {
        Set<String> numbers = new HashSet<>();
        for (Layout row : allRows()) {
            assertTrue(numbers.add(row.kind() + " " + row.classId() + " " + row.id()), row + " has a used number");
            assertTrue(WELL_FORMED.matcher(row.name()).matches(), row.name());
            assertTrue(row.name().startsWith(CLASSES.get(row.classId()) + "_"), row.name());
            Set<String> names = new HashSet<>();
            for (Field field : row.fields()) {
                assertTrue(FIELD_NAME.matcher(field.name()).matches(), row + " " + field);
                assertTrue(names.add(field.name()), row + " has two fields " + field.name());
            }
        }
    }

    @Test
    void aTableWithTwoRowsOfOneNumberIsRefused() {
        Layout one = new Layout(Kind.EVENT, "gap_one", 6, 0, List.of());
        Layout other = new Layout(Kind.EVENT, "gap_other", 6, 0, List.of());
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> new LayoutTable(Kind.EVENT, List.of(one, other)));
        assertTrue(
                refusal.getMessage().contains("gap_one") && refusal.getMessage().contains("gap_other"));
    }

    @Test
    void aRowWithBytesBeforeItsEndIsRefused() {
        List<Field> fields = List.of(Field.bytes("data"), Field.u8("after"));
        assertThrows(IllegalStateException.class, () -> new Layout(Kind.EVENT, "gap_x", 6, 9, fields));
        assertThrows(IllegalStateException.class, () -> new Layout(Kind.EVENT, "gap_x", 10, 9, List.of()));
    }

    @Test
    void theBytesOfWellKnownMessagesAreThoseOfTheVendorsExamples() {
        assertEquals("00010602 02", hex(Packet.command(Command.GAP_DISCOVER, 2)));
        assertEquals("00000604 ", hex(Packet.command(Command.GAP_END_PROCEDURE)));
        assertEquals("00050607 c800c80001", hex(Packet.command(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 1)));
        assertEquals("00020604 8101", hex(Packet.response(Command.GAP_END_PROCEDURE, 0x0181)));
        assertEquals(
                "800e0600 ce0096d7f0d7fac201ff03020106",
                hex(Packet.event(Event.GAP_SCAN_RESPONSE, -50, 0, 0xC2FAD7F0D796L, 1, 0xFF, new byte[] {2, 1, 6})));
    }

    @Test
    void addressesWithHighBytesKeepTheirLeadingZerosAndSigns() {
        byte[] bytes = Packet.event(Event.GAP_SCAN_RESPONSE, -128, 4, 0x00FF807F0180L, 0, 0xFF, new byte[0])
                .encode();
        Packet packet = Packet.decode(Framer.Direction.FROM_DONGLE, bytes);
        assertEquals(0x00FF807F0180L, packet.number("sender"));
        assertEquals(-128, packet.integer("rssi"));
        assertTrue(packet.toString().contains("sender=00:FF:80:7F:01:80"), packet.toString());
    }

    @Test
    void aPrintedResultNamesItsCode() {
        assertEquals(
                "00 02 06 02 81 01  gap_discover result=0x0181 (device in wrong state)",
                Packet.response(Command.GAP_DISCOVER, 0x0181).toString());
        assertEquals("0x0777", ResultCode.describe(0x0777));
        assertEquals(ResultCode.NOT_CONNECTED, ResultCode.of(0x0186).orElseThrow());
        assertEquals(57, ResultCode.values().length);
    }

    @Test
    void unknownAndContradictoryMessagesKeepTheirBytes() {
        byte[] unknown = {(byte) 0x80, 3, 6, 77, 1, 2, 3};
        Packet packet = Packet.decode(Framer.Direction.FROM_DONGLE, unknown);
        assertFalse(packet.isKnown());
        assertEquals("unknown_6_77", packet.name());
        assertEquals(Octets.of((byte) 1, (byte) 2, (byte) 3), packet.payload());
        assertEquals(Octets.of(unknown), Octets.of(packet.encode()));
        assertEquals(packet, Packet.unknown(Kind.EVENT, 6, 77, Octets.of((byte) 1, (byte) 2, (byte) 3)));
        assertNotEquals(packet, Packet.unknown(Kind.RESPONSE, 6, 77, packet.payload()));

        Packet contradictory = Packet.decode(Framer.Direction.FROM_DONGLE, new byte[] {0, 1, 6, 2, 0});
        assertFalse(contradictory.isKnown());
    }

    @Test
    void elevenBitsOfLengthGoThroughTheHeader() {
        byte[] payload = new byte[0x7FF];
        byte[] bytes = Packet.unknown(Kind.EVENT, 6, 77, Octets.of(payload)).encode();
        assertEquals((byte) 0x87, bytes[0]);
        assertEquals((byte) 0xFF, bytes[1]);
        assertEquals(
                0x7FF,
                Packet.decode(Framer.Direction.FROM_DONGLE, bytes).payload().length());
        assertThrows(
                IllegalArgumentException.class, () -> Packet.unknown(Kind.EVENT, 6, 77, Octets.of(new byte[0x800])));
    }

    @Test
    void valuesOutOfRangeAreRefusedWithTheFieldsNameAndWhatIsAllowed() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Packet.command(Command.GAP_DISCOVER, 256));
        assertTrue(refusal.getMessage().contains("gap_discover mode"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("255"), refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Packet.command(Command.GAP_DISCOVER));
        assertThrows(IllegalArgumentException.class, () -> Packet.command(Command.GAP_DISCOVER, "2"));
        assertThrows(IllegalArgumentException.class, () -> Packet.response(Command.SYSTEM_RESET));
        assertThrows(
                IllegalArgumentException.class,
                () -> Packet.response(Command.SYSTEM_HELLO).integer("result"));
    }

    private static String hex(Packet packet) {
        String all = Octets.of(packet.encode()).toString();
        return all.substring(0, 8) + " " + all.substring(8);
    }
}
