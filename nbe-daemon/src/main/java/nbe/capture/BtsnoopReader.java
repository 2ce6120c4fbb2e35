package nbe.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Reads btsnoop of the data links 1001, 1002 and 2001; see {@link Btsnoop}. */
final class BtsnoopReader {
    private static final int VERSION_AT = 8;
    private static final int DATA_LINK_AT = 12;
    private static final int LOW_HALF = 0xFFFF;
    private static final int NANOS_PER_MICRO = 1000;
    private static final long LARGEST_MICROS = Long.MAX_VALUE / NANOS_PER_MICRO;

    private BtsnoopReader() {}

    static void read(CaptureInput in, Consumer<RawPacket> packets) throws IOException, DamagedCaptureException {
        ByteBuffer header = in.next(Btsnoop.HEADER_BYTES, "the header of the file");
        int version = header.getInt(VERSION_AT);
        if (version != Btsnoop.VERSION) {
            throw new DamagedCaptureException(
                    VERSION_AT, "btsnoop version " + Integer.toUnsignedString(version) + ", allowed: 1");
        }
        int dataLink = header.getInt(DATA_LINK_AT);
        if (dataLink != Btsnoop.UNENCAPSULATED && dataLink != Btsnoop.UART && dataLink != Btsnoop.MONITOR) {
            throw new DamagedCaptureException(
                    DATA_LINK_AT,
                    "btsnoop data link " + Integer.toUnsignedString(dataLink) + ", allowed: 1001, 1002 and 2001");
        }
        while (true) {
            long from = in.offset();
            ByteBuffer record = in.nextOrEnd(Btsnoop.RECORD_HEADER_BYTES, "the header of a packet");
            if (!record.hasRemaining()) {
                return;
            }
            record.getInt(); // the length on the wire
            long length = Integer.toUnsignedLong(record.getInt());
            int flags = record.getInt();
            record.getInt(); // drops so far
            long micros = record.getLong() - Btsnoop.UNIX_EPOCH_MICROS;
            if (micros > LARGEST_MICROS || micros < -LARGEST_MICROS) {
                throw new DamagedCaptureException(from, "the time of the packet is out of range");
            }
            ByteBuffer bytes = in.next(length, "a packet");
            packets.accept(new RawPacket(
                    linkType(dataLink, flags),
                    micros * NANOS_PER_MICRO,
                    dataLink == Btsnoop.MONITOR ? flags >>> Short.SIZE : 0,
                    new Slice(bytes.array(), 0, bytes.remaining()),
                    List.of()));
        }
    }

    /** Where the flags say what H4's first byte would, they decide: an event, or a packet of no interest. */
    private static int linkType(int dataLink, int flags) {
        int received = Btsnoop.FROM_CONTROLLER | Btsnoop.COMMAND_OR_EVENT;
        boolean event = dataLink == Btsnoop.MONITOR
                ? (flags & LOW_HALF) == Btsnoop.MONITOR_EVENT
                : (flags & received) == received;
        LinkType type = dataLink == Btsnoop.UART ? LinkType.HCI_H4 : event ? LinkType.HCI_EVENT : LinkType.HCI_NO_EVENT;
        return type.number();
    }
}
