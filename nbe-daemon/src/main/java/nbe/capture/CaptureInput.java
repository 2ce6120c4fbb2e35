package nbe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A capture's bytes, piece by piece, with the place that has been reached. One buffer, which grows to {@value #LONGEST_BYTES} bytes. */
final class CaptureInput {
    /** The longest piece that is kept. A packet of an advertisement has 300 bytes, its comment some hundred. */
    static final int LONGEST_BYTES = 1 << 20;

    private static final int FIRST_BYTES = 4096;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BYTES];
    private long offset;

    CaptureInput(InputStream in) {
        this.in = in;
    }

    /** Where the next piece begins, in bytes from the beginning of the file. */
    long offset() {
        return offset;
    }

    /**
     * The next piece; empty (no bytes remaining) if the file ends where it would begin. It is valid until the next call.
     *
     * @param what the piece is, for the text of the damage
     * @throws DamagedCaptureException if the file ends within it, or if it is longer than {@value #LONGEST_BYTES} bytes
     */
    ByteBuffer nextOrEnd(long length, String what) throws IOException, DamagedCaptureException {
        if (length < 0 || length > LONGEST_BYTES) {
            throw new DamagedCaptureException(
                    offset, what + " has " + length + " bytes, allowed: at most " + LONGEST_BYTES);
        }
        int wanted = (int) length;
        if (buffer.length < wanted) {
            buffer = Arrays.copyOf(buffer, Math.max(wanted, 2 * buffer.length));
        }
        int read = in.readNBytes(buffer, 0, wanted);
        if (read > 0 && read < wanted) {
            throw ended(what, wanted, read);
        }
        offset += read;
        return ByteBuffer.wrap(buffer, 0, read);
    }

    /** The next piece, which has to be there. */
    ByteBuffer next(long length, String what) throws IOException, DamagedCaptureException {
        ByteBuffer piece = nextOrEnd(length, what);
        if (piece.remaining() < length) {
            throw ended(what, length, 0);
        }
        return piece;
    }

    /** Reads over bytes of no interest, however many. */
    void skip(long length, String what) throws IOException, DamagedCaptureException {
        for (long left = length; left > 0; ) {
            int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
            if (read == 0) {
                throw ended(what, length, length - left);
            }
            left -= read;
            offset += read;
        }
    }

    private DamagedCaptureException ended(String what, long wanted, long read) {
        return new DamagedCaptureException(
                offset, "the file ends within " + what + ": " + read + " of " + wanted + " bytes are there");
    }
}
