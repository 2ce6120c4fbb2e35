package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramerTest {
    private static final long MS = 1_000_000L;
    private static final long BAND = 0xC27F80FFD796L;

    private final List<Packet> stream = sampleStream();

    /** What a dongle says in a minute: answers, advertisements of all lengths, an unknown event. */
    private static List<Packet> sampleStream() {
        List<Packet> stream = new ArrayList<>();
        stream.add(Packet.response(Command.SYSTEM_HELLO));
        stream.add(advertisement(1, 0));
        stream.add(Packet.response(Command.SYSTEM_GET_INFO, 1, 3, 2, 122, 3, 1, 2));
        stream.add(advertisement(2, 31));
        stream.add(Packet.unknown(Kind.EVENT, 6, 99, Octets.of((byte) 1, (byte) 0xFF)));
        stream.add(advertisement(3, 17));
        stream.add(Packet.response(Command.GAP_END_PROCEDURE, 0x0181));
        stream.add(advertisement(4, 3));
        stream.add(Packet.response(Command.SYSTEM_HELLO));
        stream.add(advertisement(5, 30));
        return stream;
    }

    private static Packet advertisement(int n, int dataLength) {
        byte[] data = new byte[dataLength];
        if (dataLength > 1) {
            data[0] = (byte) (dataLength - 1);
            data[1] = (byte) 0xFF;
            for (int i = 2; i < dataLength; i++) {
                data[i] = (byte) (i * 37 + n);
            }
        }
        return Packet.event(Event.GAP_SCAN_RESPONSE, -40 - n, 0, BAND + n, 1, 0xFF, data);
    }

    private static byte[] encode(List<Packet> packets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        packets.forEach(packet -> bytes.writeBytes(packet.encode()));
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static void drain(Framer framer, List<Packet> into, long now) {
        while (framer.next(now)) {
            into.add(framer.packet().toPacket());
        }
    }

    private static List<Packet> whole(Framer framer, byte[] bytes) {
        List<Packet> packets = new ArrayList<>();
        framer.append(bytes, 0, bytes.length, 0);
        drain(framer, packets, 0);
        return packets;
    }

    private static List<Packet> bytewise(Framer framer, byte[] bytes, long gapNanos) {
        List<Packet> packets = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < bytes.length; i++) {
            framer.append(bytes, i, 1, now);
            drain(framer, packets, now);
            now += gapNanos;
        }
        return packets;
    }

    @Test
    void theSameComesOutWholeBytewiseAndSplitAtRandom() {
        byte[] bytes = encode(stream);
        assertEquals(stream, whole(new Framer(Framer.Direction.FROM_DONGLE), bytes));
        assertEquals(stream, bytewise(new Framer(Framer.Direction.FROM_DONGLE), bytes, 0));
        long seed = 7;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
            List<Packet> packets = new ArrayList<>();
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at, random.nextInt(40));
                framer.append(bytes, at, length, 0);
                drain(framer, packets, 0);
                at += length;
            }
            assertEquals(stream, packets, "seed " + seed + " round " + round);
            assertEquals(0, framer.skippedBytes());
            assertEquals(10, framer.packets());
            assertEquals(1, framer.unknownPackets());
        }
    }

    @Test
    void aPacketThatComesInSingleBytes20MsApartIsNotGivenUp() {
        assertEquals(stream, bytewise(new Framer(Framer.Direction.FROM_DONGLE), encode(stream), 20 * MS));
    }

    @Test
    void fiftyPacketsInOneWriteComeOutAsFifty() {
        List<Packet> fifty = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            fifty.add(advertisement(i, i % 32));
        }
        assertEquals(fifty, whole(new Framer(Framer.Direction.FROM_DONGLE), encode(fifty)));
    }

    @Test
    void commandsAreReadOnTheDonglesSideAndEventsAreNot() {
        List<Packet> commands = List.of(
                Packet.unknown(Kind.COMMAND, 6, 99, Octets.NONE),
                Packet.command(Command.SYSTEM_HELLO),
                Packet.command(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 1),
                Packet.command(Command.GAP_DISCOVER, 2));
        byte[] bytes = encode(commands);
        assertEquals(commands, whole(new Framer(Framer.Direction.FROM_HOST), bytes));
        assertEquals(commands, bytewise(new Framer(Framer.Direction.FROM_HOST), bytes, MS));

        Framer framer = new Framer(Framer.Direction.FROM_HOST);
        byte[] mixed = join(
                "AT+GCAP\r".getBytes(StandardCharsets.US_ASCII),
                advertisement(1, 4).encode(),
                bytes);
        List<Packet> found = whole(framer, mixed);
        assertEquals(commands.subList(1, 4), found.subList(found.size() - 3, found.size()));
    }

    @Test
    void aLostByteCostsItsPacketAndAtMostOneMoreAndInventsNoAddress() {
        byte[] bytes = encode(stream);
        for (int lost = 0; lost < bytes.length; lost++) {
            byte[] rest = new byte[bytes.length - 1];
            System.arraycopy(bytes, 0, rest, 0, lost);
            System.arraycopy(bytes, lost + 1, rest, lost, rest.length - lost);
            survives("byte " + lost + " lost, whole", whole(new Framer(Framer.Direction.FROM_DONGLE), rest));

            Framer slow = new Framer(Framer.Direction.FROM_DONGLE);
            List<Packet> packets = bytewise(slow, rest, MS);
            drain(slow, packets, 1000 * MS);
            drain(slow, packets, 2000 * MS);
            survives("byte " + lost + " lost, bytewise", packets);
        }
    }

    private void survives(String what, List<Packet> found) {
        List<Packet> left = new ArrayList<>(stream);
        int good = 0;
        for (Packet packet : found) {
            if (left.remove(packet)) {
                good++;
            }
            if (packet.is(Event.GAP_SCAN_RESPONSE)) {
                long n = packet.number("sender") - BAND;
                assertTrue(n >= 1 && n <= 5, what + ": foreign address in " + packet);
            }
        }
        assertTrue(good >= stream.size() - 2, what + ": only " + good + " of " + stream.size() + " in " + found);
    }

    @Test
    void aDamagedFrameWhoseSuccessorIsThereIsNotHandedOut() {
        byte[] damaged = advertisement(1, 20).encode();
        byte[] short1 = Arrays.copyOf(damaged, damaged.length - 1);
        byte[] short2 = Arrays.copyOf(damaged, damaged.length - 2);
        Packet next = advertisement(2, 9);
        assertEquals(List.of(next), whole(new Framer(Framer.Direction.FROM_DONGLE), join(short1, next.encode())));
        assertEquals(List.of(next), whole(new Framer(Framer.Direction.FROM_DONGLE), join(short2, next.encode())));
    }

    @Test
    void aTruncatedPacketCostsItselfOnly() {
        for (int kept = 1; kept < stream.get(3).encode().length; kept++) {
            byte[] bytes = join(
                    encode(stream.subList(0, 3)),
                    Arrays.copyOf(stream.get(3).encode(), kept),
                    encode(stream.subList(5, 10)));
            Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
            List<Packet> packets = whole(framer, bytes);
            drain(framer, packets, 300 * MS);
            List<Packet> expected = new ArrayList<>(stream.subList(0, 3));
            expected.addAll(stream.subList(5, 10));
            packets.removeIf(packet -> !packet.isKnown());
            assertTrue(packets.containsAll(expected), kept + " bytes kept: " + packets);
        }
    }

    @Test
    void garbageBetweenPacketsIsSkippedAndCounted() {
        long seed = 99;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            List<Packet> wanted = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                byte[] garbage = new byte[1 + random.nextInt(60)];
                random.nextBytes(garbage);
                garbage[random.nextInt(garbage.length)] = (byte) (i % 2 == 0 ? 0x80 : 0xFF);
                bytes.writeBytes(garbage);
                Packet packet = advertisement(1 + random.nextInt(5), random.nextInt(32));
                wanted.add(packet);
                bytes.writeBytes(packet.encode());
            }
            Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
            List<Packet> packets = whole(framer, bytes.toByteArray());
            drain(framer, packets, 300 * MS);
            drain(framer, packets, 600 * MS);
            packets.removeIf(packet -> !packet.is(Event.GAP_SCAN_RESPONSE));
            int lost = wanted.size() - packets.size();
            assertTrue(lost <= 1, "seed " + seed + " round " + round + ": " + lost + " of 20 lost");
            assertTrue(wanted.containsAll(packets), "seed " + seed + " round " + round);
            assertTrue(framer.skippedBytes() >= 20 && framer.badHeaders() >= 15);
        }
    }

    @Test
    void garbageBeforeTheFirstResponseDoesNotHideIt() {
        long seed = 3;
        Random random = new Random(seed);
        Packet info = Packet.response(Command.SYSTEM_GET_INFO, 1, 3, 2, 122, 3, 1, 2);
        for (int length = 1; length <= 300; length++) {
            byte[] garbage = new byte[length];
            random.nextBytes(garbage);
            garbage[random.nextInt(length)] = (byte) 0x80;
            Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
            List<Packet> packets = whole(framer, join(garbage, info.encode()));
            for (int ms = 0; ms <= 1000; ms += 50) {
                drain(framer, packets, ms * MS);
            }
            assertTrue(packets.contains(info), "seed " + seed + " length " + length);
        }
    }

    @Test
    void aHeaderWithTheLongestLengthStopsNothing() {
        for (byte[] endless : List.of(
                new byte[] {(byte) 0x87, (byte) 0xFF, 6, 0},
                new byte[] {(byte) 0x87, (byte) 0xFF, 6, 99},
                new byte[] {7, (byte) 0xFF, 0, 1},
                new byte[] {(byte) 0x81, 10, 6, 0},
                new byte[] {(byte) 0x80, 127, 6, 99})) {
            Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
            List<Packet> packets = whole(framer, join(stream.get(0).encode(), endless));
            long now = 10 * MS;
            Packet next = advertisement(1, 5);
            framer.append(next.encode(), 0, next.encode().length, now);
            drain(framer, packets, now);
            drain(framer, packets, 300 * MS);
            assertEquals(List.of(stream.get(0), next), packets, HexFormat.of().formatHex(endless));
            assertEquals(0, framer.pendingBytes());
        }
    }

    @Test
    void anIncompleteFrameIsDroppedByteByByteAfter250Ms() {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        byte[] half = Arrays.copyOf(advertisement(1, 20).encode(), 12);
        assertEquals(List.of(), whole(framer, half));
        assertEquals(12, framer.pendingBytes());
        assertFalse(framer.next(249 * MS));
        assertEquals(12, framer.pendingBytes());
        assertFalse(framer.next(250 * MS));
        assertTrue(framer.pendingBytes() < 12);
        assertTrue(framer.skippedBytes() > 0);
    }

    @Test
    void zerosAreNotTakenForAnswers() {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        byte[] zeros = new byte[40];
        zeros[0] = (byte) 0xFF;
        zeros[23] = 1; // 00 00 00 01 is the answer to hello
        zeros[30] = (byte) 0xFF;
        List<Packet> packets = whole(framer, join(zeros, new byte[] {(byte) 0xFF}));
        assertEquals(List.of(), packets);
    }

    @Test
    void textIsRecognisedAsText() {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        String text = "enter ASCII 0 to reboot in dfu\r\n";
        assertEquals(List.of(), whole(framer, text.getBytes(StandardCharsets.US_ASCII)));
        assertEquals(text.length(), framer.skipped().count() + framer.pendingBytes());
        assertTrue(framer.skipped().looksLikeText(16));
        assertTrue(
                framer.skipped().text().contains("reboot in dfu"),
                framer.skipped().text());

        whole(framer, Packet.response(Command.SYSTEM_HELLO).encode());
        assertEquals(0, framer.skipped().count());
        assertFalse(framer.skipped().looksLikeText(1));
    }

    @Test
    void noiseIsNotText() {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        byte[] noise = new byte[200];
        new Random(5).nextBytes(noise);
        whole(framer, noise);
        assertFalse(framer.skipped().looksLikeText(16));
    }

    @Test
    void anAdvertisementIsReadInPlace() {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        byte[] bytes = advertisement(1, 17).encode();
        framer.append(bytes, 0, bytes.length, 0);
        assertTrue(framer.next(0));
        PacketView view = framer.packet();
        assertTrue(view.isAdvertisement() && view.is(Event.GAP_SCAN_RESPONSE));
        assertEquals(-41, view.rssiDbm());
        assertEquals(0, view.packetType());
        assertEquals(BAND + 1, view.address());
        assertEquals(1, view.addressType());
        assertEquals(17, view.dataLength());
        assertEquals(16, view.buffer()[view.dataOffset()]);
    }

    @Test
    void oneReadMayBeAsLongAsTheCapacityAndNoLonger() {
        byte[] one = advertisement(1, 31).encode();
        byte[] bytes = new byte[Framer.CAPACITY];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = one[i % one.length];
        }
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        int packets = 0;
        int position = 0;
        for (int round = 0; round < 50; round++) {
            byte[] chunk = new byte[Framer.CAPACITY];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = one[position++ % one.length];
            }
            packets += whole(framer, chunk).size();
        }
        assertEquals(50 * Framer.CAPACITY / one.length, packets);
        assertEquals(0, framer.skippedBytes());
        assertThrows(IllegalArgumentException.class, () -> framer.append(new byte[Framer.CAPACITY + 1], 0, 16_385, 0));
    }

    @Test
    void aByteTooManyDoesNotMakeAnUnknownMessageOfThePacketsThatFollow() {
        Packet answer = Packet.response(Command.GAP_DISCOVER, 0x0182);
        List<Packet> before = List.of(advertisement(1, 31));
        List<Packet> after = List.of(advertisement(2, 7), advertisement(3, 0), advertisement(4, 31), answer);
        for (int length = 0; length <= 127; length++) { // 0x28 reaches to the end of the second advertisement
            byte[] damaged = join(new byte[] {0, (byte) length}, Arrays.copyOfRange(answer.encode(), 1, 6));
            Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
            List<Packet> packets = whole(framer, join(encode(before), damaged, encode(after)));
            drain(framer, packets, 300 * MS);
            assertEquals(before, packets.subList(0, 1));
            assertTrue(packets.size() >= 5, length + ": " + packets);
            assertEquals(after, packets.subList(packets.size() - 4, packets.size()), "length " + length);
        }
    }

    @Test
    void anyBytesAreSurvivedAndMemoryIsBounded() {
        long seed = 11;
        Random random = new Random(seed);
        for (Framer.Direction direction : Framer.Direction.values()) {
            Framer framer = new Framer(direction);
            long received = 0;
            long handedOut = 0;
            for (int round = 0; round < 3_000; round++) {
                byte[] bytes = new byte[random.nextInt(400)];
                random.nextBytes(bytes);
                for (int i = 0; i < bytes.length; i++) {
                    if (random.nextInt(3) > 0) {
                        bytes[i] = (byte) (random.nextInt(8) << (random.nextBoolean() ? 0 : 7));
                    }
                }
                received += bytes.length;
                long bytesOfPackets = 0;
                framer.append(bytes, 0, bytes.length, round * MS);
                while (framer.next(round * MS)) {
                    bytesOfPackets += 4 + framer.packet().payloadLength();
                }
                handedOut += bytesOfPackets;
                assertTrue(framer.pendingBytes() < 400, "seed " + seed + " round " + round);
                long accounted = handedOut + framer.skippedBytes() + framer.pendingBytes();
                // Up to three bytes of a packet may turn out to be the next one's and count twice.
                assertTrue(accounted >= received && accounted <= received + 3 * framer.badHeaders(), "seed " + seed);
            }
        }
    }

    @Test
    void resetForgetsWhatWasReceived() {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        byte[] half = Arrays.copyOf(advertisement(1, 20).encode(), 12);
        whole(framer, half);
        assertEquals(12, framer.reset());
        assertEquals(stream.subList(0, 1), whole(framer, stream.get(0).encode()));
    }
}
