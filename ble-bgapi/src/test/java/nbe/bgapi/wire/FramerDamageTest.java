package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lost, damaged and foreign bytes between packets. */
class FramerDamageTest extends FramerRig {
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
}
