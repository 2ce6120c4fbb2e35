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

/** The known endpoints by id, and the bound for the bands of all together. The thread of the {@link Switchboard}. */
final class Endpoints {
    /** Endpoints kept that are neither connected nor subscribed to. */
    static final int GONE_AT_MOST = 256;
    /** Endpoints kept in all, including those that only an NEA named. */
    static final int AT_MOST = 10_000;
    /** Bands kept of all endpoints together. */
    static final int BANDS_AT_MOST = 50_000;

    private final Map<String, Endpoint> byId = new LinkedHashMap<>();
    private final BiConsumer<Endpoint, Presence> evicted;
    private int bands;

    /** @param evicted gets each present band that was evicted for another endpoint */
    Endpoints(BiConsumer<Endpoint, Presence> evicted) {
        this.evicted = evicted;
    }

    /** The endpoint of this name; a new one if it is unknown. */
    Endpoint named(String id) {
        return byId.computeIfAbsent(id, Endpoint::new);
    }

    /** The endpoint of this name, if it is known. */
    Optional<Endpoint> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether there is room for an endpoint of this name. */
    boolean hasRoomFor(String id) {
        return byId.size() < AT_MOST || byId.containsKey(id);
    }

    /** Endpoints that have connected at least once, in the order in which they were first named. */
    Collection<Endpoint> connectedOnce() {
        return byId.values().stream().filter(Endpoint::everConnected).toList();
    }

    /**
     * Keeps a presence. At {@value #BANDS_AT_MOST} bands it evicts one of the endpoint with the most bands.
     *
     * @return false if there is no room: no other endpoint has more bands than this one
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
        if (largest.evictAbsent()) {
            bands--;
            return true;
        }
        Optional<Presence> one = largest == forThis ? Optional.empty() : largest.evictPresent();
        one.ifPresent(presence -> {
            bands--;
            evicted.accept(largest, presence);
        });
        return one.isPresent();
    }

    void remove(Endpoint endpoint) {
        if (byId.remove(endpoint.id, endpoint)) {
            bands -= endpoint.bandCount();
        }
    }

    /** Evicts endpoints without connection and subscriber, all but the last {@value #GONE_AT_MOST}. */
    void evictIdle() {
        List<Endpoint> idle = byId.values().stream()
                .filter(endpoint -> endpoint.link == null && endpoint.neas.isEmpty())
                .toList();
        Iterator<Endpoint> oldestFirst = idle.iterator();
        for (int i = idle.size(); i > GONE_AT_MOST; i--) {
            remove(oldestFirst.next());
        }
    }
}
