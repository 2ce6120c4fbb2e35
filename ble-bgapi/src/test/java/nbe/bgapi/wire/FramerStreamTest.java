package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random streams of all messages: whole, byte by byte, split at random, and with losses. A failure names its seed. */
class FramerStreamTest extends FramerRig {
    static LongStream seeds() {
        return LongStream.range(1, 41);
    }

    /** Every row of the table, and unknown messages, at random, with random values. */
    private static List<Packet> randomStream(SplittableRandom chance, Framer.Direction direction, int length) {
        List<Packet> stream = new ArrayList<>();
        stream.add(
                direction == Framer.Direction.FROM_HOST
                        ? Packet.command(Command.SYSTEM_HELLO)
                        : Packet.response(Command.SYSTEM_HELLO));
        while (stream.size() < length) {
            stream.add(direction == Framer.Direction.FROM_HOST ? command(chance) : fromDongle(chance));
        }
        return stream;
    }

    private static Packet command(SplittableRandom chance) {
        return packet(Command.values()[chance.nextInt(Command.values().length)].request(), chance);
    }

    private static Packet fromDongle(SplittableRandom chance) {
        if (chance.nextInt(3) == 0) {
            return advertisement(chance.nextInt(50), chance.nextInt(32));
        }
        if (chance.nextInt(20) == 0) {
            byte[] payload = new byte[chance.nextInt(60)];
            chance.nextBytes(payload);
            return Packet.unknown(Kind.EVENT, 6, 90 + chance.nextInt(10), Octets.of(payload));
        }
        Layout layout = chance.nextBoolean()
                ? Event.values()[chance.nextInt(Event.values().length)].layout()
                : Command.values()[chance.nextInt(Command.values().length)]
                        .response()
                        .orElse(Event.SYSTEM_BOOT.layout());
        return packet(layout, chance);
    }

    private static Packet packet(Layout layout, SplittableRandom chance) {
        Object[] values = layout.fields().stream()
                .map(field -> value(layout, field, chance))
                .toArray();
        return Packet.of(layout, values);
    }

    private static Object value(Layout layout, Field field, SplittableRandom chance) {
        if (layout == Event.GAP_SCAN_RESPONSE.layout() && field.name().endsWith("_type")) {
            return chance.nextInt(2);
        }
        return switch (field.type()) {
            case U8 -> chance.nextInt(0x100);
            case U16 -> chance.nextInt(0x10000);
            case U32 -> chance.nextLong(0x1_0000_0000L);
            case I8 -> chance.nextInt(-128, 128);
            case I16 -> chance.nextInt(-32768, 32768);
            case ADDR -> chance.nextLong(0x1_0000_0000_0000L);
            case BYTES -> {
                byte[] bytes = new byte[chance.nextInt(40)];
                chance.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    private static List<Packet> split(Framer framer, byte[] bytes, SplittableRandom chance) {
        List<Packet> packets = new ArrayList<>();
        long now = 0;
        for (int at = 0; at < bytes.length; now += MS) {
            int length = Math.min(bytes.length - at, chance.nextInt(100));
            framer.append(bytes, at, length, now);
            drain(framer, packets, now);
            at += length;
        }
        return packets;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameComesOutHoweverTheBytesCome(long seed) {
        for (Framer.Direction direction : Framer.Direction.values()) {
            SplittableRandom chance = new SplittableRandom(seed);
            List<Packet> stream = randomStream(chance, direction, 200);
            byte[] bytes = encode(stream);
            String what = direction + ", seed " + seed;
            assertEquals(stream, split(new Framer(direction), bytes, chance), what);
            assertEquals(stream, bytewise(new Framer(direction), bytes, MS), what);
            Framer framer = new Framer(direction);
            List<Packet> all = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += Framer.CAPACITY) {
                framer.append(bytes, at, Math.min(Framer.CAPACITY, bytes.length - at), 0);
                drain(framer, all, 0);
            }
            assertEquals(stream, all, what);
            assertEquals(0, framer.skippedBytes(), what);
            assertEquals(stream.size(), framer.packets(), what);
            assertEquals(stream.stream().filter(packet -> !packet.isKnown()).count(), framer.unknownPackets(), what);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLossCostsWhatItTouchesAndOneMoreAndJoinsAtMostTwo(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Packet> stream = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            stream.add(advertisement(i % 50, 3 + chance.nextInt(29)));
        }
        byte[] bytes = encode(stream);
        int from = chance.nextInt(bytes.length - 200);
        int lost = 1 + chance.nextInt(150);
        byte[] damaged = new byte[bytes.length - lost];
        System.arraycopy(bytes, 0, damaged, 0, from);
        System.arraycopy(bytes, from + lost, damaged, from, bytes.length - from - lost);
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        List<Packet> found = split(framer, damaged, chance);
        String what = "seed " + seed + ": " + lost + " bytes lost at " + from;
        long touched = touched(stream, from, lost);
        assertTrue(found.size() >= stream.size() - touched - 1, what + ", found " + found.size());
        List<Packet> intact = new ArrayList<>(found);
        intact.retainAll(stream);
        assertTrue(found.size() - intact.size() <= 1, what + ": more than one packet that nobody sent");
        found.stream().filter(packet -> !stream.contains(packet)).forEach(joined -> {
            int at = indexOf(damaged, joined.encode());
            assertTrue(at < from && from < at + joined.encode().length, what + ": not from around the gap: " + joined);
        });
        int position = 0;
        for (Packet packet : intact) {
            while (position < stream.size() && !stream.get(position).equals(packet)) {
                position++;
            }
            assertTrue(position < stream.size(), what + ": out of order " + packet);
            position++;
        }
        assertTrue(framer.skippedBytes() <= 2L * 46 + LONGEST, what + ", skipped " + framer.skippedBytes());
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int at = 0; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    private static final int LONGEST = 4 + 11 + 31;

    /** How many packets lie in the lost bytes, whole or in part. */
    private static long touched(List<Packet> stream, int from, int lost) {
        long touched = 0;
        int at = 0;
        for (Packet packet : stream) {
            int end = at + packet.encode().length;
            touched += end > from && at < from + lost ? 1 : 0;
            at = end;
        }
        return touched;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noiseInFrontCostsNothingBehindIt(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        byte[] noise = new byte[1 + chance.nextInt(400)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (0x20 + chance.nextInt(0x50)); // no byte that could begin a packet of ours
        }
        List<Packet> stream = randomStream(chance, Framer.Direction.FROM_DONGLE, 50);
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        List<Packet> found = split(framer, join(noise, encode(stream)), chance);
        assertEquals(stream, found.subList(found.size() - stream.size(), found.size()), "seed " + seed);
        assertEquals(noise.length, framer.skippedBytes(), "seed " + seed);
        assertEquals(1, framer.badHeaders(), "seed " + seed);
    }
}
