package nbe.air.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Passes a capture of this daemon on in whole blocks (pcapng) or records (btsnoop), and counts, so that the file ends in an orderly way
 * wherever the capture is broken off. For one thread.
 */
public final class WholePackets {
    private static final int FIRST_ROOM = 8_192;

    private static final int BLOCK_HEADER = 12;
    private static final int ENHANCED_PACKET = 6;
    private static final int PACKET_LENGTH_AT = 20;
    private static final int PACKET_AT = 28;
    private static final int OPTION_HEADER = 4;
    private static final int COMMENT = 1;
    private static final int DROP_COUNT = 4;

    private static final int BTSNOOP_HEADER = 16;
    private static final int RECORD_HEADER = 24;
    private static final int RECORD_LENGTH_AT = 4;
    private static final int RECORD_DROPS_AT = 12;

    private final CaptureFileType type;
    private final OutputStream out;
    private byte[] waiting = new byte[FIRST_ROOM];
    private int filled;
    private boolean begun;
    private long packets;
    private long taps;
    private long lost;

    public WholePackets(CaptureFileType type, OutputStream out) {
        this.type = type;
        this.out = out;
    }

    /** Takes the next bytes, and writes and flushes what is whole. */
    public void add(byte[] bytes, int length) throws IOException {
        if (waiting.length - filled < length) {
            waiting = Arrays.copyOf(waiting, Math.max(2 * waiting.length, filled + length));
        }
        System.arraycopy(bytes, 0, waiting, filled, length);
        filled += length;
        int whole = 0;
        for (int next = lengthAt(whole); next > 0 && next <= filled - whole; next = lengthAt(whole)) {
            count(ByteBuffer.wrap(waiting, whole, next).slice());
            whole += next;
        }
        out.write(waiting, 0, whole);
        out.flush();
        System.arraycopy(waiting, whole, waiting, 0, filled - whole);
        filled -= whole;
    }

    /** Packets that were passed on. */
    public long packets() {
        return packets;
    }

    /** Packets with a comment: they decided a tap. */
    public long taps() {
        return taps;
    }

    /** Packets that the daemon lost. */
    public long lost() {
        return lost;
    }

    /** Bytes of the block that begins here; 0: not known yet. */
    private int lengthAt(int at) {
        int there = filled - at;
        return switch (type) {
            case PCAPNG ->
                there < BLOCK_HEADER
                        ? 0
                        : little(ByteBuffer.wrap(waiting, at, BLOCK_HEADER).slice())
                                .getInt(4);
            case BTSNOOP -> {
                if (!begun) {
                    yield BTSNOOP_HEADER;
                }
                yield there < RECORD_HEADER
                        ? 0
                        : RECORD_HEADER
                                + ByteBuffer.wrap(waiting, at, RECORD_HEADER)
                                        .slice()
                                        .getInt(RECORD_LENGTH_AT);
            }
        };
    }

    private void count(ByteBuffer block) {
        switch (type) {
            case PCAPNG -> countBlock(little(block));
            case BTSNOOP -> {
                if (begun) {
                    packets++;
                    lost = Integer.toUnsignedLong(block.getInt(RECORD_DROPS_AT));
                }
            }
        }
        begun = true;
    }

    private void countBlock(ByteBuffer block) {
        if (block.getInt(0) != ENHANCED_PACKET) {
            return;
        }
        packets++;
        int end = block.limit() - Integer.BYTES;
        int at = PACKET_AT + padded(block.getInt(PACKET_LENGTH_AT));
        while (at + OPTION_HEADER <= end) {
            int code = Short.toUnsignedInt(block.getShort(at));
            if (code == COMMENT) {
                taps++;
            } else if (code == DROP_COUNT) {
                lost += block.getLong(at + OPTION_HEADER);
            }
            at += OPTION_HEADER + padded(Short.toUnsignedInt(block.getShort(at + 2)));
        }
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    private static ByteBuffer little(ByteBuffer bytes) {
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
}
