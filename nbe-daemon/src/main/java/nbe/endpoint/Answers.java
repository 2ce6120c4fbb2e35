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
 * What the agent asked for and has not got yet, in the order of its requests. The answer to "all bands" is made band by band, so
 * that it needs no memory and everything else can go in between. Pure; belongs to the core's thread.
 */
final class Answers {
    /** Requests that may wait before no more are read. */
    static final int MOST = 64;

    /** Characters of answers that may wait before no more requests are read: as much as one request can bring. */
    static final int MOST_CHARS = 64 * 1024;

    private sealed interface Item {}

    private record Text(String text) implements Item {}

    private record Replay(Optional<BandAddress> band, Optional<String> exchange) implements Item {}

    private final ToldPresences told;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private int waitingChars;
    /** The bands that are still to come of the answer that is being given. */
    private Iterator<BandAddress> bands = Collections.emptyIterator();

    private Optional<String> exchange = Optional.empty();

    /** @param told where the presences come from */
    Answers(ToldPresences told) {
        this.told = told;
    }

    void add(String text) {
        waiting.addLast(new Text(text));
        waitingChars += text.length();
    }

    /** The agent wants the last presence of one band, or of all, again. */
    void addReplay(Optional<BandAddress> band, Optional<String> withExchange) {
        waiting.addLast(new Replay(band, withExchange));
    }

    /** Whether a further request of the agent should be read. */
    boolean wantRequests() {
        return waiting.size() < MOST && waitingChars < MOST_CHARS;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && !bands.hasNext();
    }

    /** Takes the next message. */
    Optional<String> next() {
        Optional<String> ofBegun = nextOfReplay();
        while (ofBegun.isEmpty() && !waiting.isEmpty()) {
            Item item = waiting.removeFirst();
            if (item instanceof Text answer) {
                return Optional.of(taken(answer));
            }
            Replay replay = (Replay) item;
            exchange = replay.exchange();
            if (replay.band().isPresent()) {
                return Optional.of(Envelope.presence(ofBand(replay.band().get()), exchange));
            }
            bands = told.all().iterator();
            ofBegun = nextOfReplay();
        }
        return ofBegun;
    }

    /** Takes the next message if it can be given before the bands are known: one that says nothing of them. */
    Optional<String> nextWithoutBands() {
        return waiting.peekFirst() instanceof Text
                ? Optional.of(taken((Text) waiting.removeFirst()))
                : Optional.empty();
    }

    void clear() {
        waiting.clear();
        waitingChars = 0;
        bands = Collections.emptyIterator();
    }

    private String taken(Text answer) {
        waitingChars -= answer.text().length();
        return answer.text();
    }

    private Optional<String> nextOfReplay() {
        while (bands.hasNext()) {
            Optional<PresenceChanged> last = told.last(bands.next());
            if (last.isPresent()) { // else forgotten meanwhile
                return Optional.of(Envelope.presence(last.get(), exchange));
            }
        }
        return Optional.empty();
    }

    private PresenceChanged ofBand(BandAddress band) {
        return told.last(band).orElseGet(() -> new PresenceChanged(band, BandState.ABSENT, Proximity.UNKNOWN, 0, 0));
    }
}
