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

/** All that is known of one endpoint, connected or not. Confined to the thread of the {@link Switchboard}. */
public final class Endpoint {
    /** Bands kept for an endpoint, absent ones included; of those the one heard of longest ago goes first. */
    static final int BANDS_AT_MOST = 10_000;

    public final String id;
    final Set<Nea> neas = new LinkedHashSet<>();
    final BandList list = new BandList();
    /** By address, the one heard of longest ago first. */
    private final Map<String, Presence> present = new LinkedHashMap<>();

    private final Map<String, Presence> absent = new LinkedHashMap<>();
    /** The connection that speaks for it; null while there is none. */
    public EndpointLink link;

    public Instant connectedSince;
    public String version = "";
    public String platform = "";
    public Adapter adapter = Adapter.UNKNOWN;
    /** Why, in the endpoint's words, while the adapter is missing or has failed. */
    ObjectNode adapterError = JsonNodeFactory.instance.objectNode();

    /** There were too many bands on this connection, and that was logged. */
    boolean overflowed;

    Endpoint(String id) {
        this.id = id;
    }

    boolean everConnected() {
        return connectedSince != null;
    }

    /** Keeps it; false if there is no room: {@value #BANDS_AT_MOST} bands are present. */
    boolean put(Presence presence) {
        present.remove(presence.device());
        absent.remove(presence.device());
        if (bandCount() >= BANDS_AT_MOST && !forgetOneAbsent()) {
            return false;
        }
        (presence.present() ? present : absent).put(presence.device(), presence);
        return true;
    }

    /** Forgets the absent band that was heard of longest ago; false if there is none. */
    boolean forgetOneAbsent() {
        return first(absent).isPresent();
    }

    /** Forgets the present band that was heard of longest ago. */
    Optional<Presence> forgetOnePresent() {
        return first(present);
    }

    private static Optional<Presence> first(Map<String, Presence> bands) {
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

    /** Bands of which anything is remembered. */
    int bandCount() {
        return present.size() + absent.size();
    }

    public int presentCount() {
        return present.size();
    }

    /** What was last said of a band; absent if nothing was. */
    Presence last(String device) {
        Presence known = present.getOrDefault(device, absent.get(device));
        return known == null ? Presence.unheardOf(device) : known;
    }

    /** Every band of which anything is remembered, those that are present first. */
    Collection<Presence> all() {
        List<Presence> all = new ArrayList<>(present.values());
        all.addAll(absent.values());
        return all;
    }

    List<Presence> present() {
        return List.copyOf(present.values());
    }
}
