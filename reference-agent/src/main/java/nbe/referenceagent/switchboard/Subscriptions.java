package nbe.referenceagent.switchboard;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which endpoint each NEA means. An NEA names it by its {@code endpoint_id}, or by the IP address from which it is connected: an id that no
 * endpoint has ever carried, but that is the remote address of exactly one connected endpoint, means that one. The thread of the {@link
 * Switchboard}.
 */
final class Subscriptions {
    private final Endpoints endpoints;
    /** By the id or address that they asked for. */
    private final Map<String, Set<Nea>> askers = new HashMap<>();

    private final Map<InetAddress, Set<Endpoint>> connectedFrom = new HashMap<>();

    Subscriptions(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** The endpoint that is meant by this id or address; a new one, not connected, if none is. */
    Endpoint meant(String asked) {
        boolean isCarried =
                endpoints.find(asked).filter(Endpoint::everConnected).isPresent();
        if (!isCarried) {
            Set<Endpoint> there = literal(asked)
                    .map(address -> connectedFrom.getOrDefault(address, Set.of()))
                    .orElse(Set.of());
            if (there.size() == 1) {
                return there.iterator().next();
            }
        }
        return endpoints.named(asked);
    }

    /** How many endpoints are connected from this address; 0 for a text that is none. */
    int connectedFrom(String asked) {
        return literal(asked)
                .map(address -> connectedFrom.getOrDefault(address, Set.of()).size())
                .orElse(0);
    }

    void asked(Nea nea, String asked) {
        nea.asked = asked;
        askers.computeIfAbsent(key(asked), name -> new LinkedHashSet<>()).add(nea);
    }

    void left(Nea nea) {
        if (nea.asked != null) {
            askers.computeIfPresent(key(nea.asked), (asked, same) -> without(same, nea));
            nea.asked = null;
        }
    }

    /**
     * An endpoint has connected, from an address of its own now.
     *
     * @return the NEAs that mean it now and are subscribed to another: those that asked for its id, and those that asked for its address
     *     and whose endpoint is not connected
     */
    List<Nea> connected(Endpoint endpoint, EndpointLink link) {
        Set<String> keys = new LinkedHashSet<>(Set.of(key(endpoint.id)));
        literal(hostOf(link.recipient.remote())).ifPresent(from -> {
            link.from = from;
            connectedFrom.computeIfAbsent(from, host -> new LinkedHashSet<>()).add(endpoint);
            keys.add(from.getHostAddress());
        });
        return keys.stream()
                .flatMap(key -> askers.getOrDefault(key, Set.of()).stream())
                .filter(nea -> nea.endpoint != endpoint && meant(nea.asked) == endpoint)
                .filter(nea -> nea.asked.equals(endpoint.id) || nea.endpoint.link == null)
                .toList();
    }

    /** The connection of an endpoint has ended, or was replaced. */
    void disconnected(Endpoint endpoint, EndpointLink link) {
        if (link.from != null) {
            connectedFrom.computeIfPresent(link.from, (from, there) -> without(there, endpoint));
            link.from = null;
        }
    }

    /** The set without one of its elements; null, which takes it out of a map, if nothing is left. */
    private static <T> Set<T> without(Set<T> all, T one) {
        all.remove(one);
        return all.isEmpty() ? null : all;
    }

    /** The same for every way to write an address. */
    private static String key(String asked) {
        return literal(asked).map(InetAddress::getHostAddress).orElse(asked);
    }

    /** An IP address as it is written, IPv4 inside IPv6 as IPv4; no name is looked up. */
    private static Optional<InetAddress> literal(String text) {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
    }

    private static String hostOf(String remote) {
        int end = remote.lastIndexOf(':');
        String host = end < 0 ? remote : remote.substring(0, end);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
