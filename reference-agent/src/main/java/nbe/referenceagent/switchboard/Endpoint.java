package nbe.referenceagent.switchboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nbe.referenceagent.message.Presence;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One endpoint, connected or not: its connection, adapter, bands and subscribers. The thread of the {@link Switchboard}. */
public final class Endpoint {
    /** Bands kept for an endpoint, absent ones included; at the bound the absent band with the oldest report is evicted. */
    static final int BANDS_AT_MOST = 10_000;

    /** Its {@code endpoint_id}. */
    public final String id;

    final Set<Nea> neas = new LinkedHashSet<>();
    final BandList list = new BandList();
    /** By address, the oldest report first. */
    private final Map<String, Presence> present = new LinkedHashMap<>();

    private final Map<String, Presence> absent = new LinkedHashMap<>();
    /** Its connection; null while it is not connected. */
    public EndpointLink link;

    public Instant connectedSince;
    public String version = "";
    public String platform = "";
    public Adapter adapter = Adapter.UNKNOWN;
    /** The endpoint's error while the adapter is missing or has failed. */
    ObjectNode adapterError = JsonNodeFactory.instance.objectNode();

    /** Set once the log has a line about too many bands on this connection. */
    boolean overflowed;

    Endpoint(String id) {
        this.id = id;
    }

    boolean everConnected() {
        return connectedSince != null;
    }

    /** Keeps a presence; false if {@value #BANDS_AT_MOST} bands are present. */
    boolean put(Presence presence) {
        present.remove(presence.device());
        absent.remove(presence.device());
        if (bandCount() >= BANDS_AT_MOST && !evictAbsent()) {
            return false;
        }
        (presence.present() ? present : absent).put(presence.device(), presence);
        return true;
    }

    /** Evicts the absent band with the oldest report; false if no band is absent. */
    boolean evictAbsent() {
        return removeFirst(absent).isPresent();
    }

    /** Evicts the present band with the oldest report. */
    Optional<Presence> evictPresent() {
        return removeFirst(present);
    }

    private static Optional<Presence> removeFirst(Map<String, Presence> bands) {
        Iterator<Presence> all = bands.values().iterator();
        if (!all.hasNext()) {
            return Optional.empty();
        }
        Presence first = all.next();
        all.remove();
        return Optional.of(first);
    }

    boolean knows(String device) {
        return present.containsKey(device) || absent.containsKey(device);
    }

    /** Number of bands kept. */
    int bandCount() {
        return present.size() + absent.size();
    }

    /** Number of bands that are present. */
    public int presentCount() {
        return present.size();
    }

    /** The last presence of a band; absent if it was never reported. */
    Presence last(String device) {
        Presence known = present.getOrDefault(device, absent.get(device));
        return known == null ? Presence.unknown(device) : known;
    }

    /** All bands kept, the present ones first. */
    Collection<Presence> all() {
        List<Presence> all = new ArrayList<>(present.values());
        all.addAll(absent.values());
        return all;
    }

    List<Presence> present() {
        return List.copyOf(present.values());
    }
}
