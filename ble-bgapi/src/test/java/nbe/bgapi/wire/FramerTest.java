package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramerTest extends FramerRig {
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
    void resetForgetsWhatWasReceived() {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        byte[] half = Arrays.copyOf(advertisement(1, 20).encode(), 12);
        whole(framer, half);
        assertEquals(12, framer.reset());
        assertEquals(stream.subList(0, 1), whole(framer, stream.get(0).encode()));
    }
}
