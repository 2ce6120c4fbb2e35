package nbe.bgapi.wire;

import java.nio.charset.StandardCharsets;

/**
 * What a {@link Framer} dropped since the last good packet: enough to distinguish a text (of a wrong firmware) from noise.
 * Fixed size. Belongs to the framer's thread.
 */
public final class SkippedBytes {
    private static final int KEPT = 80;

    private final byte[] last = new byte[KEPT];
    private long count;
    private long printable;

    void add(byte skipped) {
        last[(int) (count % KEPT)] = skipped;
        count++;
        if (isPrintable(skipped)) {
            printable++;
        }
    }

    void clear() {
        count = 0;
        printable = 0;
    }

    /** Bytes since the last good packet. */
    public long count() {
        return count;
    }

    /** True if at least {@code atLeast} bytes were skipped in a row and nine of ten are printable ASCII or line ends. */
    public boolean looksLikeText(int atLeast) {
        return count >= atLeast && printable * 10 >= count * 9;
    }

    /** The last of them, what cannot be printed as a dot. */
    public String text() {
        int length = (int) Math.min(count, KEPT);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            byte b = last[(int) ((count - length + i) % KEPT)];
            text[i] = b >= ' ' && isPrintable(b) ? b : (byte) '.';
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static boolean isPrintable(byte b) {
        return (b >= ' ' && b < 0x7F) || b == '\r' || b == '\n' || b == '\t';
    }
}
