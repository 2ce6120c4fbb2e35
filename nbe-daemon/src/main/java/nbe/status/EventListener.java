package nbe.status;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.function.LongFunction;
import nbe.control.net.ReplyStream;

/**
 * One client of the event stream. What it does not read is lost to it, and a line says how much at the gap; no more than {@link
 * #BUFFERED} bytes of it wait here. Belongs to the control thread.
 */
final class EventListener {
    /** Of one round; the rest of a round that is longer is lost. */
    static final int BUFFERED = 1 << 20;

    private final ReplyStream stream;
    private final Set<EventKind> kinds;
    private final EventFeed feed;
    private final LongFunction<byte[]> lostLine;
    private final ByteArrayOutputStream round = new ByteArrayOutputStream();
    private long lostByFeed;
    private long lost;

    /** @param lostLine the line that says how many events were lost */
    EventListener(ReplyStream stream, Set<EventKind> kinds, EventFeed feed, LongFunction<byte[]> lostLine) {
        this.stream = stream;
        this.kinds = kinds;
        this.feed = feed;
        this.lostLine = lostLine;
        this.lostByFeed = feed.lost(kinds);
    }

    boolean wants(EventKind kind) {
        return kinds.contains(kind);
    }

    /** The next event. */
    void take(byte[] line) {
        if (!stream.isWritable() || round.size() > BUFFERED) {
            lost++;
            return;
        }
        tellLost();
        round.writeBytes(line);
    }

    /** The round is over. */
    void flush() {
        long byFeed = feed.lost(kinds);
        lost += byFeed - lostByFeed;
        lostByFeed = byFeed;
        if (stream.isWritable()) {
            tellLost();
        }
        if (round.size() > 0) {
            stream.write(round.toByteArray());
            round.reset();
        }
    }

    private void tellLost() {
        if (lost > 0) {
            round.writeBytes(lostLine.apply(lost));
            lost = 0;
        }
    }
}
