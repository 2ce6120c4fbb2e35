package nbe.benchmarks;

/**
 * The least work in reading BGAPI: steps from header to header. Knows no message, checks nothing, does not resynchronise after
 * garbage. The benchmark compares the real decoder with it.
 */
final class BareSteps {
    private static final int HEADER_BYTES = 4;
    private static final int LENGTH_HIGH_BITS = 0x07;

    private int headerBytes;
    private int payloadLength;
    private int payloadLeft;

    /** Steps over whole packets that lie one behind the other; returns how many there are. */
    static int overWhole(byte[] bytes) {
        int packets = 0;
        int at = 0;
        while (at + HEADER_BYTES <= bytes.length) {
            at += HEADER_BYTES + ((bytes[at] & LENGTH_HIGH_BITS) << 8 | (bytes[at + 1] & 0xFF));
            packets++;
        }
        return packets;
    }

    /** Steps over one portion of a stream; returns how many packets ended in it. */
    int over(byte[] bytes, int offset, int length) {
        int packets = 0;
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (headerBytes < HEADER_BYTES) {
                if (headerBytes == 0) {
                    payloadLength = (bytes[at] & LENGTH_HIGH_BITS) << 8;
                } else if (headerBytes == 1) {
                    payloadLength |= bytes[at] & 0xFF;
                }
                headerBytes++;
                at++;
                payloadLeft = payloadLength;
            } else {
                int step = Math.min(payloadLeft, end - at);
                payloadLeft -= step;
                at += step;
            }
            if (headerBytes == HEADER_BYTES && payloadLeft == 0) {
                headerBytes = 0;
                packets++;
            }
        }
        return packets;
    }
}
