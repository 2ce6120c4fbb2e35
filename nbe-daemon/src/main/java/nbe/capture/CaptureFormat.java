package nbe.capture;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The formats of capture files, told apart by their first bytes. */
public enum CaptureFormat {
    /** Classic pcap, microseconds or nanoseconds, both byte orders. */
    PCAP("a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1"),
    PCAPNG("0a0d0d0a"),
    BTSNOOP(HexFormat.of().formatHex(Btsnoop.MAGIC));

    /** So many bytes of a file are enough to tell. */
    public static final int HEAD_BYTES = 8;

    private final List<byte[]> magics;

    CaptureFormat(String... magics) {
        this.magics = Arrays.stream(magics).map(HexFormat.of()::parseHex).toList();
    }

    /** The format of a file that begins with these bytes; empty: no capture. */
    public static Optional<CaptureFormat> of(byte[] head) {
        return Arrays.stream(values())
                .filter(format -> format.magics.stream().anyMatch(magic -> beginsWith(head, magic)))
                .findFirst();
    }

    private static boolean beginsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }
}
