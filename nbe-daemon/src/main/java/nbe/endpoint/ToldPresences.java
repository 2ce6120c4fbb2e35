package nbe.endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import nbe.tap.BandState;

/**
 * What the agent was told last of each band on this connection. Of those that it was told are absent, {@link #ABSENT} are remembered. Pure;
 * belongs to the core's thread; every operation but {@link #all} takes the same time however many bands there are.
 */
final class ToldPresences {
    /** Absent bands that are remembered, so that a request for their presence is answered with all that was told. */
    static final int ABSENT = 10_000;

    /**
     * How long a band rests after it was told of: four times a second at most, and once more with a tap, which waits for nothing. Between
     * them the state may change as often as it likes; the last one always comes.
     */
    static final long REST = TimeUnit.MILLISECONDS.toNanos(250);

    private record Told(PresenceChanged presence, long atNanos) {}

    private final Map<BandAddress, Told> here = new HashMap<>();
    private final Map<BandAddress, Told> absent = new LinkedHashMap<>();

    /** The agent is told this now. */
    void tell(PresenceChanged presence, long now) {
        here.remove(presence.band());
        absent.remove(presence.band());
        if (presence.state() != BandState.ABSENT) {
            here.put(presence.band(), new Told(presence, now));
            return;
        }
        absent.put(presence.band(), new Told(presence, now));
        if (absent.size() > ABSENT) {
            Iterator<BandAddress> eldest = absent.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Whether it differs from what the agent knows; of a band that it does not know it takes for granted that it is absent. */
    boolean isNews(PresenceChanged presence) {
        Told before = told(presence.band());
        return before == null
                ? presence.state() != BandState.ABSENT
                : before.presence().state() != presence.state()
                        || before.presence().proximity() != presence.proximity()
                        || before.presence().serviceRequestState() != presence.serviceRequestState();
    }

    /** Whether the agent was ever told of the band on this connection, as far as that is remembered. */
    boolean knows(BandAddress band) {
        return told(band) != null;
    }

    /** Until when a band that the agent knows rests. */
    long restsUntilNanos(BandAddress band) {
        return told(band).atNanos() + REST;
    }

    /** What was told last of a band. */
    Optional<PresenceChanged> last(BandAddress band) {
        return Optional.ofNullable(told(band)).map(Told::presence);
    }

    /** All bands that are remembered, as of now. */
    List<BandAddress> all() {
        List<BandAddress> all = new ArrayList<>(here.keySet());
        all.addAll(absent.keySet());
        return all;
    }

    /** A new connection, on which nothing was told. */
    void clear() {
        here.clear();
        absent.clear();
    }

    private Told told(BandAddress band) {
        Told found = here.get(band);
        return found == null ? absent.get(band) : found;
    }
}
