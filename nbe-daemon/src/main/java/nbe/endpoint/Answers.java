package nbe.endpoint;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import nbe.tap.BandState;
import nbe.tap.Proximity;

/**
 * The answers that wait, in the order of the agent's requests. The answer to "all bands" is rendered band by band, so that it needs
 * little memory and everything else can go in between. Pure; belongs to the core's thread.
 */
final class Answers {
    /** Requests that may wait before the core reads no more. */
    static final int MOST = 64;

    /** Characters of answers that may wait before the core reads no more requests: as many as one request can bring. */
    static final int MOST_CHARS = 64 * 1024;

    private sealed interface Item {}

    private record Ready(Message message) implements Item {}

    private record Replay(Optional<BandAddress> band, Optional<String> exchange) implements Item {}

    private final ReportedPresences reported;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private int waitingChars;
    /** The bands that still follow in the answer that has begun. */
    private Iterator<BandAddress> bands = Collections.emptyIterator();

    private Optional<String> exchange = Optional.empty();

    /** @param reported where the presences come from */
    Answers(ReportedPresences reported) {
        this.reported = reported;
    }

    void add(Message message) {
        waiting.addLast(new Ready(message));
        waitingChars += message.text().length();
    }

    /** The agent requests the last presence of one band, or of all, again. */
    void addReplay(Optional<BandAddress> band, Optional<String> withExchange) {
        waiting.addLast(new Replay(band, withExchange));
    }

    /** Whether the core should read a further request of the agent. */
    boolean wantRequests() {
        return waiting.size() < MOST && waitingChars < MOST_CHARS;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && !bands.hasNext();
    }

    /** Takes the next message. */
    Optional<Message> next() {
        Optional<Message> ofBegun = nextOfReplay();
        while (ofBegun.isEmpty() && !waiting.isEmpty()) {
            Item item = waiting.removeFirst();
            if (item instanceof Ready answer) {
                return Optional.of(taken(answer));
            }
            Replay replay = (Replay) item;
            exchange = replay.exchange();
            if (replay.band().isPresent()) {
                return Optional.of(Envelope.presence(ofBand(replay.band().get()), exchange));
            }
            bands = reported.all().iterator();
            ofBegun = nextOfReplay();
        }
        return ofBegun;
    }

    /** Takes the next message if it can go before the bands are known: one that contains no presence. */
    Optional<Message> nextWithoutBands() {
        return waiting.peekFirst() instanceof Ready
                ? Optional.of(taken((Ready) waiting.removeFirst()))
                : Optional.empty();
    }

    void clear() {
        waiting.clear();
        waitingChars = 0;
        bands = Collections.emptyIterator();
    }

    private Message taken(Ready answer) {
        waitingChars -= answer.message().text().length();
        return answer.message();
    }

    private Optional<Message> nextOfReplay() {
        while (bands.hasNext()) {
            Optional<PresenceChanged> last = reported.last(bands.next());
            if (last.isPresent()) { // else dropped meanwhile
                return Optional.of(Envelope.presence(last.get(), exchange));
            }
        }
        return Optional.empty();
    }

    private PresenceChanged ofBand(BandAddress band) {
        return reported.last(band)
                .orElseGet(() -> new PresenceChanged(band, BandState.ABSENT, Proximity.UNKNOWN, 0, 0));
    }
}
