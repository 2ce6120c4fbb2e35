package nbe.referenceagent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All that is known of one endpoint, connected or not. Confined to the thread of the {@link Switchboard}. */
final class Endpoint {
    /** Bands kept for an endpoint, absent ones included; of those the one heard of longest ago goes first. */
    static final int BANDS_AT_MOST = 10_000;

    final String id;
    final Set<Nea> neas = new LinkedHashSet<>();
    final BandList list = new BandList();
    private final Map<String, Presence> bands = new LinkedHashMap<>();
    /** The connection that speaks for it; null while there is none. */
    EndpointLink link;

    Instant connectedSince;
    String version = "";
    String platform = "";
    Adapter adapter = Adapter.UNKNOWN;
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
        bands.remove(presence.device());
        if (bands.size() >= BANDS_AT_MOST && !forgetOneAbsent()) {
            return false;
        }
        bands.put(presence.device(), presence);
        return true;
    }

    private boolean forgetOneAbsent() {
        for (Iterator<Presence> all = bands.values().iterator(); all.hasNext(); ) {
            if (!all.next().present()) {
                all.remove();
                return true;
            }
        }
        return false;
    }

    /** What was last said of a band; absent if nothing was. */
    Presence last(String device) {
        Presence presence = bands.get(device);
        return presence == null ? Presence.unheardOf(device) : presence;
    }

    /** Every band of which anything is remembered. */
    Collection<Presence> all() {
        return List.copyOf(bands.values());
    }

    List<Presence> present() {
        List<Presence> present = new ArrayList<>();
        bands.values().stream().filter(Presence::present).forEach(present::add);
        return present;
    }
}
