package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Tests of rows {@code name | field=value … | bytes}: numbers in decimal, addresses as usual, bytes as {@code [0aff]}. */
final class MessageBytes {
    private record Row(String name, List<String> fields, List<Object> values, Octets octets) {
        byte[] bytes() {
            return octets.toArray();
        }
    }

    private MessageBytes() {}

    static Set<String> tableNames(Kind kind) {
        return table(kind).map(Layout::name).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> names(String rows) {
        return rows.lines().map(line -> parse(line).name()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Layout> table(Kind kind) {
        return switch (kind) {
            case COMMAND -> Arrays.stream(Command.values()).map(Command::request);
            case RESPONSE -> Arrays.stream(Command.values()).flatMap(command -> command.response().stream());
            case EVENT -> Arrays.stream(Event.values()).map(Event::layout);
        };
    }

    static List<DynamicTest> tests(Kind kind, String rows) {
        List<DynamicTest> tests = new ArrayList<>();
        rows.lines()
                .map(MessageBytes::parse)
                .forEach(row -> tests.add(DynamicTest.dynamicTest(row.name(), () -> {
                    Layout layout = table(kind)
                            .filter(one -> one.name().equals(row.name()))
                            .findFirst()
                            .orElseThrow();
                    isEncoded(layout, row);
                    isDecoded(kind, layout, row);
                    isRead(kind, row);
                    aWrongLengthIsNotThisMessage(kind, row);
                })));
        return tests;
    }

    private static Row parse(String line) {
        String[] parts = line.split("\\|", 3);
        List<String> fields = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (String word : parts[1].strip().split(" ")) {
            if (!word.isEmpty()) {
                fields.add(word.substring(0, word.indexOf('=')));
                values.add(value(word.substring(word.indexOf('=') + 1)));
            }
        }
        Octets bytes = Octets.of(HexFormat.of().parseHex(parts[2].replace(" ", "")));
        return new Row(parts[0].strip(), fields, values, bytes);
    }

    private static Object value(String text) {
        if (text.startsWith("[")) {
            return Octets.of(HexFormat.of().parseHex(text.substring(1, text.length() - 1)));
        }
        return text.contains(":") ? Long.parseLong(text.replace(":", ""), 16) : Long.parseLong(text);
    }

    private static void isEncoded(Layout layout, Row row) {
        assertEquals(row.fields(), layout.fields().stream().map(Field::name).toList());
        byte[] encoded = Packet.of(layout, row.values().toArray()).encode();
        assertEquals(Octets.of(row.bytes()), Octets.of(encoded));
    }

    private static void isDecoded(Kind kind, Layout layout, Row row) {
        Packet packet = Packet.decode(direction(kind), row.bytes());
        assertEquals(kind, packet.kind());
        assertEquals(layout, packet.layout().orElseThrow());
        for (int i = 0; i < row.fields().size(); i++) {
            String field = row.fields().get(i);
            assertTrue(packet.has(field), field);
            Object value = row.values().get(i) instanceof Octets ? packet.octets(field) : packet.number(field);
            assertEquals(row.values().get(i), value, field);
        }
    }

    /** Bytes that come one by one: a framer finds the packet with the last one and not before. */
    private static void isRead(Kind kind, Row row) {
        Framer framer = new Framer(direction(kind));
        for (int i = 0; i < row.bytes().length; i++) {
            assertFalse(framer.next(i), "found after " + i + " bytes");
            framer.append(row.bytes(), i, 1, i);
        }
        assertTrue(framer.next(row.bytes().length));
        assertEquals(
                Packet.decode(direction(kind), row.bytes()), framer.packet().toPacket());
        assertEquals(0, framer.skippedBytes());
    }

    private static void aWrongLengthIsNotThisMessage(Kind kind, Row row) {
        byte[] longer = Arrays.copyOf(row.bytes(), row.bytes().length + 1);
        longer[1]++;
        assertFalse(Packet.decode(direction(kind), longer).isKnown(), "a byte too many");
        if (row.bytes().length > Header.LENGTH) {
            byte[] shorter = Arrays.copyOf(row.bytes(), row.bytes().length - 1);
            shorter[1]--;
            assertFalse(Packet.decode(direction(kind), shorter).isKnown(), "a byte too few");
        }
    }

    private static Framer.Direction direction(Kind kind) {
        return kind == Kind.COMMAND ? Framer.Direction.FROM_HOST : Framer.Direction.FROM_DONGLE;
    }
}
