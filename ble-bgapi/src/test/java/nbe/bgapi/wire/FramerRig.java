package nbe.bgapi.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Streams of packets, and a framer that reads them. */
abstract class FramerRig {
    static final long MS = 1_000_000L;

    static final long BAND = 0xC27F80FFD796L;

    final List<Packet> stream = sampleStream();

    /** What a dongle says in a minute: answers, advertisements of all lengths, an unknown event. */
    static List<Packet> sampleStream() {
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

    static Packet advertisement(int n, int dataLength) {
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

    static byte[] encode(List<Packet> packets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        packets.forEach(packet -> bytes.writeBytes(packet.encode()));
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static void drain(Framer framer, List<Packet> into, long now) {
        while (framer.next(now)) {
            into.add(framer.packet().toPacket());
        }
    }

    static List<Packet> whole(Framer framer, byte[] bytes) {
        List<Packet> packets = new ArrayList<>();
        framer.append(bytes, 0, bytes.length, 0);
        drain(framer, packets, 0);
        return packets;
    }

    static List<Packet> bytewise(Framer framer, byte[] bytes, long gapNanos) {
        List<Packet> packets = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < bytes.length; i++) {
            framer.append(bytes, i, 1, now);
            drain(framer, packets, now);
            now += gapNanos;
        }
        return packets;
    }
}
