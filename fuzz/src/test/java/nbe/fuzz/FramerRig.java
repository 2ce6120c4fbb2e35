package nbe.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/** Feeds a framer in portions, and checks its promises after each. */
final class FramerRig {
    /** The longest frame of a known row: header, fixed fields, 255 bytes of tail. */
    static final int LONGEST_FRAME = 4 + 64 + 255;

    private static final long MS = 1_000_000L;

    final List<Packet> packets = new ArrayList<>();
    private final Framer framer;
    private int portionSeed;
    private long now;
    private long fed;
    private long deliveredBytes;

    FramerRig(Framer.Direction direction, int portionSeed) {
        this.framer = new Framer(direction);
        this.portionSeed = portionSeed;
    }

    /** Feeds bytes in portions of 1 to 64, with that many milliseconds between them; seed 0: all at once. */
    void feed(byte[] bytes, long stepMillis) {
        int at = 0;
        while (at < bytes.length) {
            int length = bytes.length - at;
            if (portionSeed != 0) {
                portionSeed = portionSeed * 1_103_515_245 + 12_345;
                length = Math.min(length, 1 + (portionSeed >>> 16 & 63));
            }
            length = Math.min(length, Framer.CAPACITY);
            framer.append(bytes, at, length, now);
            at += length;
            fed += length;
            drain();
            now += stepMillis * MS;
        }
    }

    /** Pauses for longer than the framer keeps an incomplete frame. */
    void silence() {
        now += 300 * MS;
        drain();
        Check.equal(0, framer.pendingBytes(), "bytes that wait for ever");
    }

    private void drain() {
        while (framer.next(now)) {
            Packet packet = framer.packet().toPacket();
            Check.equal(framer.packet().payloadLength(), packet.payload().length(), "length of the payload");
            if (framer.packet().isAdvertisement()) {
                Check.equal(packet.payload().length() - 11, framer.packet().dataLength(), "length of the data");
                Check.equal(packet.number("sender"), framer.packet().address(), "address");
            }
            deliveredBytes += packet.encode().length;
            packets.add(packet);
        }
        Check.that(framer.pendingBytes() <= LONGEST_FRAME, framer.pendingBytes() + " bytes are kept");
        long accounted = deliveredBytes + framer.skippedBytes() + framer.pendingBytes();
        // The last three bytes of a packet may turn out to be the first ones of the next.
        Check.that(
                accounted >= fed && accounted <= fed + 3L * framer.packets(),
                fed + " bytes came in, " + accounted + " are accounted for");
    }

    /** A valid stream of one end, in which no packet contains what looks like another. */
    static List<Packet> stream(Framer.Direction direction) {
        List<Packet> stream = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            if (direction == Framer.Direction.FROM_HOST) {
                stream.add(Packet.command(Command.GAP_SET_SCAN_PARAMETERS, 200 + i, 200, 1));
                stream.add(Packet.command(Command.GAP_DISCOVER, 2));
                stream.add(Packet.command(Command.SYSTEM_HELLO));
                stream.add(Packet.command(Command.GAP_END_PROCEDURE));
            } else {
                stream.add(advertisement(i, 31));
                stream.add(Packet.response(Command.GAP_DISCOVER, 0x0181 + i));
                stream.add(advertisement(i, 7));
                stream.add(advertisement(i, 0));
            }
        }
        return stream;
    }

    private static Packet advertisement(int n, int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i == 0 ? length - 1 : i == 1 ? 0xFF : 0x40 + i);
        }
        return Packet.event(Event.GAP_SCAN_RESPONSE, -60 + n, 0, 0xC2FAD7F0D700L + n, 1, 0xFF, data);
    }

    static byte[] encode(List<Packet> packets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        packets.forEach(packet -> bytes.writeBytes(packet.encode()));
        return bytes.toByteArray();
    }
}
