package nbe.referenceagent.switchboard;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import nbe.referenceagent.message.Presence;

/** The endpoints that are known, by id, and the bound for the bands of all of them together. The thread of the {@link Switchboard}. */
final class Endpoints {
    /** Endpoints that are remembered though they are neither connected nor subscribed to. */
    static final int GONE_AT_MOST = 256;
    /** Endpoints that are remembered, those included that only an NEA named. */
    static final int AT_MOST = 10_000;
    /** Bands that are kept of all endpoints together. */
    static final int BANDS_AT_MOST = 50_000;

    private final Map<String, Endpoint> byId = new LinkedHashMap<>();
    private final BiConsumer<Endpoint, Presence> forgotten;
    private int bands;

    /** @param forgotten hears of a band that was present and is no longer kept, since another endpoint needed the room */
    Endpoints(BiConsumer<Endpoint, Presence> forgotten) {
        this.forgotten = forgotten;
    }

    /** The endpoint of this name, whether anything is known of it or not. */
    Endpoint named(String id) {
        return byId.computeIfAbsent(id, Endpoint::new);
    }

    /** Whether there is room for an endpoint of this name. */
    boolean takes(String id) {
        return byId.size() < AT_MOST || byId.containsKey(id);
    }

    /** Those that ever connected, in the order in which they were first named. */
    Collection<Endpoint> connectedOnce() {
        return byId.values().stream().filter(Endpoint::everConnected).toList();
    }

    /**
     * Keeps what was said of a band. Where {@value #BANDS_AT_MOST} bands are kept already, the endpoint with the most gives one up.
     *
     * @return false if there is no room, since no other endpoint has more bands than this one
     */
    boolean keep(Endpoint endpoint, Presence presence) {
        if (bands >= BANDS_AT_MOST && !endpoint.knows(presence.device()) && !makeRoom(endpoint)) {
            return false;
        }
        int before = endpoint.bandCount();
        boolean kept = endpoint.put(presence);
        bands += endpoint.bandCount() - before;
        return kept;
    }

    private boolean makeRoom(Endpoint forThis) {
        Endpoint largest = byId.values().stream()
                .max(Comparator.comparingInt(Endpoint::bandCount))
                .filter(endpoint -> endpoint.bandCount() > forThis.bandCount())
                .orElse(forThis);
        if (largest.forgetOneAbsent()) {
            bands--;
            return true;
        }
        Optional<Presence> one = largest == forThis ? Optional.empty() : largest.forgetOnePresent();
        one.ifPresent(presence -> {
            bands--;
            forgotten.accept(largest, presence);
        });
        return one.isPresent();
    }

    void remove(Endpoint endpoint) {
        if (byId.remove(endpoint.id, endpoint)) {
            bands -= endpoint.bandCount();
        }
    }

    /** Of those that nobody needs, only the last {@value #GONE_AT_MOST} stay. */
    void forgetSome() {
        List<Endpoint> idle = byId.values().stream()
                .filter(endpoint -> endpoint.link == null && endpoint.neas.isEmpty())
                .toList();
        Iterator<Endpoint> oldestFirst = idle.iterator();
        for (int i = idle.size(); i > GONE_AT_MOST; i--) {
            remove(oldestFirst.next());
        }
    }
}
