package nbe.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes pcapng (IETF draft "PCAP Now Generic (pcapng) Capture File Format"): one section, an interface for each adapter with link type
 * 201 (LINKTYPE_BLUETOOTH_HCI_H4_WITH_PHDR) and microseconds, an Enhanced Packet Block for each advertisement.
 */
public final class PcapngWriter implements CaptureWriter {
    /** A longer comment is cut; an option holds 65535 bytes. */
    static final int LONGEST_COMMENT_BYTES = 4096;

    private static final int LONGEST_TEXT_BYTES = 255;

    /** Everything of a block but its comment, generously. */
    private static final int ROOM = 1024;

    private static final int NANOS_PER_MICRO = 1000;

    private final OutputStream out;
    private final String application;
    private final IntFunction<String> ports;
    private final ByteBuffer block =
            ByteBuffer.allocate(ROOM + LONGEST_COMMENT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /** The adapter of each interface that the file describes. */
    private final List<Integer> interfaces = new ArrayList<>();

    /**
     * @param application name and version of the program that captures
     * @param ports the name of an adapter's port, for the interface's description
     */
    public PcapngWriter(OutputStream out, String application, IntFunction<String> ports) {
        this.out = out;
        this.application = application;
        this.ports = ports;
    }

    @Override
    public void begin() throws IOException {
        start(Pcapng.SECTION_HEADER);
        block.putInt(Pcapng.BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0);
        block.putLong(-1); // length of the section: not known while it grows
        option(Pcapng.USER_APPLICATION, utf8(application, LONGEST_TEXT_BYTES));
        end();
        interfaceOf(0); // libpcap rejects a file without any
        flush();
    }

    @Override
    public void write(CapturePacket packet) throws IOException {
        CapturedAdvertisement heard = packet.advertisement();
        int interfaceId = interfaceOf(heard.adapter());
        byte[] report = AdvertisingReport.encode(heard);
        int length = Pcapng.DIRECTION_BYTES + report.length;
        long micros = Math.max(0, heard.unixNanos()) / NANOS_PER_MICRO;
        start(Pcapng.ENHANCED_PACKET);
        block.putInt(interfaceId).putInt((int) (micros >>> Integer.SIZE)).putInt((int) micros);
        block.putInt(length).putInt(length);
        block.order(ByteOrder.BIG_ENDIAN).putInt(Pcapng.FROM_CONTROLLER).order(ByteOrder.LITTLE_ENDIAN);
        block.put(report);
        pad();
        if (!packet.comment().isEmpty()) {
            option(Pcapng.COMMENT, utf8(packet.comment(), LONGEST_COMMENT_BYTES));
        }
        option(Pcapng.PACKET_FLAGS, number(Integer.BYTES, Pcapng.INBOUND));
        if (packet.dropped() > 0) {
            option(Pcapng.DROP_COUNT, number(Long.BYTES, packet.dropped()));
        }
        end();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** The number of an adapter's interface in this file; describes it first if it is new. */
    private int interfaceOf(int adapter) throws IOException {
        int known = interfaces.indexOf(adapter);
        if (known >= 0) {
            return known;
        }
        interfaces.add(adapter);
        start(Pcapng.INTERFACE_DESCRIPTION);
        block.putShort((short) LinkType.HCI_H4_WITH_DIRECTION.number()).putShort((short) 0);
        block.putInt(0); // no limit to the length of a packet
        option(Pcapng.INTERFACE_NAME, utf8(ports.apply(adapter), LONGEST_TEXT_BYTES));
        option(Pcapng.TIME_RESOLUTION, new byte[] {Pcapng.MICROSECONDS});
        end();
        return interfaces.size() - 1;
    }

    private void start(int type) {
        block.clear().putInt(type).putInt(0);
    }

    /** Ends the options and writes the block with its length at both ends. */
    private void end() throws IOException {
        block.putShort((short) Pcapng.END_OF_OPTIONS).putShort((short) 0);
        int length = block.position() + Integer.BYTES;
        block.putInt(length).putInt(Integer.BYTES, length);
        out.write(block.array(), 0, length);
    }

    private void option(int code, byte[] value) {
        block.putShort((short) code).putShort((short) value.length).put(value);
        pad();
    }

    /** Options and packets begin at multiples of four bytes. */
    private void pad() {
        while (block.position() % Integer.BYTES != 0) {
            block.put((byte) 0);
        }
    }

    private static byte[] number(int bytes, long value) {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] few = new byte[bytes];
        number.putLong(value).flip().get(few);
        return few;
    }

    /** As many whole characters as fit. */
    private static byte[] utf8(String text, int mostBytes) {
        int end = text.length();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        while (bytes.length > mostBytes) {
            end = text.offsetByCodePoints(0, Math.max(0, text.codePointCount(0, end) * mostBytes / bytes.length));
            bytes = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }
}
