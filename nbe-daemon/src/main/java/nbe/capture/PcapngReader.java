package nbe.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads pcapng: sections of either byte order, each with interfaces of its own. Blocks and options of other kinds are skipped. */
final class PcapngReader {
    private static final int BLOCK_HEADER_BYTES = 8;
    private static final int SHORTEST_BLOCK_BYTES = 12;
    private static final int SHORTEST_SECTION_BYTES = 28;

    /** A file has an interface for each receiver; more than this is no capture. */
    private static final int MOST_INTERFACES = 4096;

    private final CaptureInput in;
    private final Consumer<RawPacket> packets;
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    /** Where the block begins that is being read. */
    private long from;

    private long unixNanos;

    PcapngReader(CaptureInput in, Consumer<RawPacket> packets) {
        this.in = in;
        this.packets = packets;
    }

    void read() throws IOException, DamagedCaptureException {
        while (true) {
            from = in.offset();
            ByteBuffer header = in.nextOrEnd(BLOCK_HEADER_BYTES, "a block").order(order);
            if (!header.hasRemaining()) {
                return;
            }
            int type = header.getInt();
            int rawLength = header.getInt();
            if (type == Pcapng.SECTION_HEADER) { // reads the same in either order
                section(rawLength);
            } else {
                block(type, Integer.toUnsignedLong(rawLength));
            }
        }
    }

    private void block(int type, long length) throws IOException, DamagedCaptureException {
        checkLength(length, SHORTEST_BLOCK_BYTES);
        switch (type) {
            case Pcapng.INTERFACE_DESCRIPTION -> describeInterface(body(length));
            case Pcapng.ENHANCED_PACKET -> enhancedPacket(body(length));
            case Pcapng.SIMPLE_PACKET -> simplePacket(body(length));
            case Pcapng.PACKET -> oldPacket(body(length));
            default -> {
                in.skip(length - SHORTEST_BLOCK_BYTES, "a block");
                checkEnd(length, in.next(Integer.BYTES, "a block").order(order).getInt());
            }
        }
    }

    /** The order of the bytes shows in the magic number behind the length. */
    private void section(int lengthAsRead) throws IOException, DamagedCaptureException {
        ByteBuffer magic = in.next(Integer.BYTES, "a section header").order(order);
        int rawLength = lengthAsRead;
        if (magic.getInt(0) != Pcapng.BYTE_ORDER_MAGIC) {
            if (Integer.reverseBytes(magic.getInt(0)) != Pcapng.BYTE_ORDER_MAGIC) {
                throw new DamagedCaptureException(from, "a section header without the magic number 1A2B3C4D");
            }
            order = order == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            rawLength = Integer.reverseBytes(lengthAsRead);
        }
        long length = Integer.toUnsignedLong(rawLength);
        checkLength(length, SHORTEST_SECTION_BYTES);
        in.skip(length - SHORTEST_BLOCK_BYTES - Integer.BYTES, "a section header");
        checkEnd(length, in.next(Integer.BYTES, "a section header").order(order).getInt());
        interfaces.clear();
    }

    private ByteBuffer body(long length) throws IOException, DamagedCaptureException {
        ByteBuffer body = in.next(length - BLOCK_HEADER_BYTES, "a block").order(order);
        checkEnd(length, body.getInt(body.limit() - Integer.BYTES));
        return body.limit(body.limit() - Integer.BYTES);
    }

    private void checkLength(long length, int shortest) throws DamagedCaptureException {
        if (length < shortest || length % Integer.BYTES != 0) {
            throw new DamagedCaptureException(
                    from, "a block of " + length + " bytes, allowed: a multiple of 4 from " + shortest);
        }
    }

    private void checkEnd(long length, int rawLengthAtTheEnd) throws DamagedCaptureException {
        long atTheEnd = Integer.toUnsignedLong(rawLengthAtTheEnd);
        if (atTheEnd != length) {
            throw new DamagedCaptureException(
                    from, "a block has " + length + " bytes by its head and " + atTheEnd + " by its end");
        }
    }

    private void describeInterface(ByteBuffer body) throws DamagedCaptureException {
        checkBody(body, 2 * Integer.BYTES);
        if (interfaces.size() == MOST_INTERFACES) {
            throw new DamagedCaptureException(from, "a section with more than " + MOST_INTERFACES + " interfaces");
        }
        int linkType = Short.toUnsignedInt(body.getShort());
        body.getShort(); // reserved
        long longest = Integer.toUnsignedLong(body.getInt());
        int[] resolution = {Pcapng.MICROSECONDS};
        long[] offsetSeconds = {0};
        options(body, (code, value) -> {
            if (code == Pcapng.TIME_RESOLUTION && value.remaining() == 1) {
                resolution[0] = Byte.toUnsignedInt(value.get());
            } else if (code == Pcapng.TIME_OFFSET && value.remaining() == Long.BYTES) {
                offsetSeconds[0] = value.getLong();
            }
        });
        interfaces.add(new PcapngInterface(linkType, longest, resolution[0], offsetSeconds[0]));
    }

    private void enhancedPacket(ByteBuffer body) throws DamagedCaptureException {
        checkBody(body, 5 * Integer.BYTES);
        packet(body, Integer.toUnsignedLong(body.getInt()));
    }

    private void oldPacket(ByteBuffer body) throws DamagedCaptureException {
        checkBody(body, 5 * Integer.BYTES);
        int interfaceId = Short.toUnsignedInt(body.getShort());
        body.getShort(); // drops
        packet(body, interfaceId);
    }

    /** Time, lengths, bytes and options, which both kinds have. */
    private void packet(ByteBuffer body, long interfaceId) throws DamagedCaptureException {
        PcapngInterface of = interfaceOf(interfaceId);
        long ticks = Integer.toUnsignedLong(body.getInt()) << Integer.SIZE | Integer.toUnsignedLong(body.getInt());
        long length = Integer.toUnsignedLong(body.getInt());
        body.getInt(); // the length on the wire
        unixNanos = of.unixNanos(ticks).orElseThrow(() -> damage("the time of the packet is out of range"));
        Slice bytes = bytes(body, length);
        body.position(Math.min(body.limit(), body.position() + padding(bytes.length())));
        List<String> comments = new ArrayList<>();
        options(body, (code, value) -> {
            if (code == Pcapng.COMMENT) {
                comments.add(StandardCharsets.UTF_8.decode(value).toString());
            }
        });
        packets.accept(new RawPacket(of.linkType(), unixNanos, (int) interfaceId, bytes, comments));
    }

    /** Has no time: that of the packet before it. Always of the first interface. */
    private void simplePacket(ByteBuffer body) throws DamagedCaptureException {
        checkBody(body, Integer.BYTES);
        PcapngInterface of = interfaceOf(0);
        long length = Math.min(Integer.toUnsignedLong(body.getInt()), body.remaining());
        long longest = of.longest() == 0 ? length : of.longest();
        packets.accept(new RawPacket(of.linkType(), unixNanos, 0, bytes(body, Math.min(length, longest)), List.of()));
    }

    private Slice bytes(ByteBuffer body, long length) throws DamagedCaptureException {
        if (length > body.remaining()) {
            throw damage("a packet of " + length + " bytes in a block that has room for " + body.remaining());
        }
        Slice bytes = new Slice(body.array(), body.position(), (int) length);
        body.position(body.position() + (int) length);
        return bytes;
    }

    private PcapngInterface interfaceOf(long id) throws DamagedCaptureException {
        if (id >= interfaces.size()) {
            throw damage("a packet of interface " + id + "; the section has described " + interfaces.size());
        }
        return interfaces.get((int) id);
    }

    private void checkBody(ByteBuffer body, int shortest) throws DamagedCaptureException {
        if (body.remaining() < shortest) {
            throw damage("a block of " + body.remaining() + " bytes, allowed: at least " + shortest + " of its type");
        }
    }

    private DamagedCaptureException damage(String text) {
        return new DamagedCaptureException(from, text);
    }

    /** Takes an option's value. */
    @FunctionalInterface
    private interface OptionSink {
        void option(int code, ByteBuffer value);
    }

    /** Walks to the end of the options; one that runs past the block ends them. */
    private void options(ByteBuffer body, OptionSink sink) {
        while (body.remaining() >= Integer.BYTES) {
            int code = Short.toUnsignedInt(body.getShort());
            int length = Short.toUnsignedInt(body.getShort());
            if (code == Pcapng.END_OF_OPTIONS || length > body.remaining()) {
                return;
            }
            ByteBuffer value = body.slice(body.position(), length).order(order);
            body.position(Math.min(body.limit(), body.position() + length + padding(length)));
            sink.option(code, value);
        }
    }

    private static int padding(int length) {
        return -length & (Integer.BYTES - 1);
    }
}
