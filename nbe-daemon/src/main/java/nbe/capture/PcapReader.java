package nbe.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/** Reads classic pcap (IETF draft "PCAP Capture File Format"). */
final class PcapReader {
    private static final int HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;
    private static final int LINK_TYPE_AT = 20;

    /** The upper bits tell the length of a frame check sequence. */
    private static final int LINK_TYPE_BITS = 0x0FFF_FFFF;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANOS_PER_MICRO = 1000;

    private PcapReader() {}

    static void read(CaptureInput in, Consumer<RawPacket> packets) throws IOException, DamagedCaptureException {
        ByteBuffer header = in.next(HEADER_BYTES, "the header of the file");
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        int magic = header.getInt(0);
        if (magic != MICROSECONDS && magic != NANOSECONDS) {
            order = ByteOrder.LITTLE_ENDIAN;
            magic = header.order(order).getInt(0);
        }
        int nanosPerTick = magic == NANOSECONDS ? 1 : NANOS_PER_MICRO;
        int linkType = header.getInt(LINK_TYPE_AT) & LINK_TYPE_BITS;
        while (true) {
            ByteBuffer record =
                    in.nextOrEnd(RECORD_HEADER_BYTES, "the header of a packet").order(order);
            if (!record.hasRemaining()) {
                return;
            }
            long seconds = Integer.toUnsignedLong(record.getInt());
            long ticks = Integer.toUnsignedLong(record.getInt());
            long length = Integer.toUnsignedLong(record.getInt());
            ByteBuffer bytes = in.next(length, "a packet");
            packets.accept(new RawPacket(
                    linkType,
                    seconds * NANOS_PER_SECOND + ticks * nanosPerTick,
                    0,
                    new Slice(bytes.array(), 0, bytes.remaining()),
                    List.of()));
        }
    }
}
