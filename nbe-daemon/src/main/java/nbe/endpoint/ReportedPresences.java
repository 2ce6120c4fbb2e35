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
 * The presence last sent to the agent of each band on this connection. Of absent bands it keeps {@link #ABSENT}. Pure; belongs to the
 * core's thread; every operation but {@link #all} takes the same time however many bands there are.
 */
final class ReportedPresences {
    /** Absent bands that are kept, so that the answer to a request for presence contains them. */
    static final int ABSENT = 10_000;

    /**
     * Pause between two presences of a band: four a second at most, and one more with a tap, which waits for nothing. The last
     * state always goes.
     */
    static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private record Reported(PresenceChanged presence, long atNanos) {}

    private final Map<BandAddress, Reported> here = new HashMap<>();
    private final Map<BandAddress, Reported> absent = new LinkedHashMap<>();

    /** This goes to the agent now. */
    void add(PresenceChanged presence, long now) {
        here.remove(presence.band());
        absent.remove(presence.band());
        if (presence.state() != BandState.ABSENT) {
            here.put(presence.band(), new Reported(presence, now));
            return;
        }
        absent.put(presence.band(), new Reported(presence, now));
        if (absent.size() > ABSENT) {
            Iterator<BandAddress> eldest = absent.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Whether it differs from what the agent knows; for a band that it has not heard of, that is absent. */
    boolean isNews(PresenceChanged presence) {
        Reported before = reported(presence.band());
        return before == null
                ? presence.state() != BandState.ABSENT
                : before.presence().state() != presence.state()
                        || before.presence().proximity() != presence.proximity()
                        || before.presence().serviceRequestState() != presence.serviceRequestState();
    }

    /** Whether a presence of the band was sent on this connection and is kept. */
    boolean knows(BandAddress band) {
        return reported(band) != null;
    }

    /** The end of the pause of a band that the agent knows. */
    long pausedUntilNanos(BandAddress band) {
        return reported(band).atNanos() + PAUSE;
    }

    /** The presence that was sent last of a band. */
    Optional<PresenceChanged> last(BandAddress band) {
        return Optional.ofNullable(reported(band)).map(Reported::presence);
    }

    /** All bands that are kept, as of now. */
    List<BandAddress> all() {
        List<BandAddress> all = new ArrayList<>(here.keySet());
        all.addAll(absent.keySet());
        return all;
    }

    /** A new connection: nothing was sent on it. */
    void clear() {
        here.clear();
        absent.clear();
    }

    private Reported reported(BandAddress band) {
        Reported found = here.get(band);
        return found == null ? absent.get(band) : found;
    }
}
