package nbe.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Builds capture files byte by byte, as the formats' descriptions say and independently of the product's writers. */
public final class CaptureBytes {
    /** ADV_IND of C2:FA:D7:F0:D7:96, random, with flags and a band's payload, from the access address to the check sum. */
    public static final String PDU = "d6be898e" + "4010" + "96d7f0d7fac2" + "020106" + "06ffb201010700" + "a1b2c3";

    /** The same as an LE Advertising Report of -61 dBm, without H4's type byte. */
    public static final String EVENT =
            "3e16" + "0201" + "00" + "01" + "96d7f0d7fac2" + "0a" + "020106" + "06ffb201010700" + "c3";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteOrder order;

    private CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    /** Classic pcap, version 2.4. */
    public static CaptureBytes pcap(ByteOrder order, int magic, int linkType) {
        return new CaptureBytes(order)
                .i32(magic)
                .i16(2)
                .i16(4)
                .i32(0)
                .i32(0)
                .i32(65535)
                .i32(linkType);
    }

    /** Classic pcap, little-endian, microseconds. */
    public static CaptureBytes pcap(int linkType) {
        return pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, linkType);
    }

    public CaptureBytes pcapPacket(int seconds, int ticks, String hex) {
        return i32(seconds)
                .i32(ticks)
                .i32(hex.length() / 2)
                .i32(hex.length() / 2)
                .hex(hex);
    }

    /** pcapng with a section header. */
    public static CaptureBytes pcapng(ByteOrder order) {
        return new CaptureBytes(order).section();
    }

    public CaptureBytes section() {
        return block(0x0A0D0D0A, body().i32(0x1A2B3C4D).i16(1).i16(0).i64(-1));
    }

    public CaptureBytes describeInterface(int linkType, CaptureBytes options) {
        return block(1, body().i16(linkType).i16(0).i32(0).add(options));
    }

    public CaptureBytes describeInterface(int linkType) {
        return describeInterface(linkType, body());
    }

    public CaptureBytes enhanced(int interfaceId, long ticks, String hex, CaptureBytes options) {
        int length = hex.length() / 2;
        return block(
                6,
                body().i32(interfaceId)
                        .i32((int) (ticks >>> 32))
                        .i32((int) ticks)
                        .i32(length)
                        .i32(length)
                        .hex(hex)
                        .pad()
                        .add(options));
    }

    public CaptureBytes enhanced(int interfaceId, long ticks, String hex) {
        return enhanced(interfaceId, ticks, hex, body());
    }

    public CaptureBytes block(int type, CaptureBytes body) {
        int length = 12 + body.bytes.size();
        return i32(type).i32(length).add(body).i32(length);
    }

    /** Something in the same byte order, for a body or for options. */
    public CaptureBytes body() {
        return new CaptureBytes(order);
    }

    public CaptureBytes option(int code, CaptureBytes value) {
        return i16(code).i16(value.bytes.size()).add(value).pad();
    }

    public CaptureBytes comment(String text) {
        return option(1, body().hex(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))));
    }

    public static CaptureBytes btsnoop(int dataLink) {
        return new CaptureBytes(ByteOrder.BIG_ENDIAN)
                .hex("6274736e6f6f7000")
                .i32(1)
                .i32(dataLink);
    }

    public CaptureBytes btsnoopPacket(int flags, long unixMicros, String hex) {
        return i32(hex.length() / 2)
                .i32(hex.length() / 2)
                .i32(flags)
                .i32(0)
                .i64(unixMicros + 0x00DCDDB30F2F8000L)
                .hex(hex);
    }

    public CaptureBytes i16(int value) {
        return put(ByteBuffer.allocate(2).order(order).putShort((short) value));
    }

    public CaptureBytes i32(int value) {
        return put(ByteBuffer.allocate(4).order(order).putInt(value));
    }

    public CaptureBytes i64(long value) {
        return put(ByteBuffer.allocate(8).order(order).putLong(value));
    }

    public CaptureBytes hex(String hex) {
        return put(ByteBuffer.wrap(HexFormat.of().parseHex(hex)).position(hex.length() / 2));
    }

    public CaptureBytes add(CaptureBytes other) {
        bytes.writeBytes(other.bytes.toByteArray());
        return this;
    }

    public byte[] toArray() {
        return bytes.toByteArray();
    }

    private CaptureBytes pad() {
        while (bytes.size() % 4 != 0) {
            bytes.write(0);
        }
        return this;
    }

    private CaptureBytes put(ByteBuffer filled) {
        bytes.write(filled.array(), 0, filled.position());
        return this;
    }
}
