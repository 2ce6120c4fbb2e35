package nbe.control.client;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The body of an answer as a stream: Netty's thread puts pieces in, one other thread reads. At most {@value #MOST_WAITING} pieces wait;
 * the channel reads no further until they are taken.
 */
final class BodyStream extends InputStream {
    private static final int MOST_WAITING = 16;

    private final Channel channel;
    // All of these: guarded by this.
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private boolean ended;
    private boolean closed;
    private Optional<IOException> failure = Optional.empty();
    private int readAt;

    BodyStream(Channel channel) {
        this.channel = channel;
    }

    /** Netty's thread: a piece has come. */
    synchronized void put(byte[] piece) {
        if (piece.length > 0) {
            pieces.add(piece);
            notifyAll();
        }
        channel.config().setAutoRead(pieces.size() < MOST_WAITING);
    }

    /** Netty's thread: the body is complete. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Netty's thread: the connection broke. Nothing after {@link #end}. */
    synchronized void fail(IOException cause) {
        if (!ended && failure.isEmpty()) {
            failure = Optional.of(cause);
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (pieces.isEmpty() && !ended && failure.isEmpty() && !closed) {
            await();
        }
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (pieces.isEmpty()) {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return -1;
        }
        byte[] piece = pieces.peek();
        int count = Math.min(length, piece.length - readAt);
        System.arraycopy(piece, readAt, into, offset, count);
        readAt += count;
        if (readAt == piece.length) {
            readAt = 0;
            pieces.remove();
            channel.config().setAutoRead(true);
        }
        return count;
    }

    private void await() throws IOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        channel.close();
    }
}
