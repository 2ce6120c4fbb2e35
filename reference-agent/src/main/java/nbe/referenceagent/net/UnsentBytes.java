package nbe.referenceagent.net;

import io.netty.channel.ChannelFuture;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the bytes that wait to be sent, of all clients together. At the bound it cuts off the client with the most waiting bytes,
 * then the next. Netty's event loop only.
 */
public final class UnsentBytes {
    /** Bytes that may wait for all clients together. */
    public static final int ALL_AT_MOST_BYTES = 16 << 20;
    /** Memory of a waiting message beside its text: buffers, an entry in a queue, a promise. */
    static final int MESSAGE_BYTES = 256;

    private final int atMostBytes;
    private final Set<Share> waiting = new LinkedHashSet<>();
    private long allBytes;

    public UnsentBytes(int atMostBytes) {
        this.atMostBytes = atMostBytes;
    }

    /** The part of one client. @param cut closes its connection at once, which frees its waiting bytes */
    Share share(Runnable cut) {
        return new Share(cut);
    }

    long bytes() {
        return allBytes;
    }

    final class Share {
        private final Runnable cut;
        private long bytes;
        private boolean over;

        private Share(Runnable cut) {
            this.cut = cut;
        }

        /** Counts a message of this length until it has been written or has failed. */
        void count(ChannelFuture write, int length) {
            if (write.isDone()) {
                return;
            }
            long size = (long) length + MESSAGE_BYTES;
            change(size);
            write.addListener(done -> change(-size));
            makeRoom();
        }

        private void change(long size) {
            bytes += size;
            allBytes += size;
            if (bytes > 0) {
                waiting.add(this);
            } else {
                waiting.remove(this);
            }
        }
    }

    private void makeRoom() {
        while (allBytes > atMostBytes) {
            Optional<Share> most =
                    waiting.stream().filter(share -> !share.over).max(Comparator.comparingLong(share -> share.bytes));
            if (most.isEmpty()) {
                return;
            }
            most.get().over = true;
            most.get().cut.run();
        }
    }
}
