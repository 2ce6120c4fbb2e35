package nbe.referenceagent.switchboard;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
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
            Set<Nea> same = askers.getOrDefault(key(nea.asked), Set.of());
            same.remove(nea);
            if (same.isEmpty()) {
                askers.remove(key(nea.asked));
            }
            nea.asked = null;
        }
    }

    /**
     * An endpoint has connected, from an address of its own now.
     *
     * @return the NEAs that mean it and are not subscribed to it: those that asked for its id, and those that asked for its address
     *     while no endpoint is connected that they could mean
     */
    List<Nea> connected(Endpoint endpoint, EndpointLink link) {
        Optional<InetAddress> address = literal(hostOf(link.recipient.remote()));
        address.ifPresent(from -> {
            link.from = from;
            connectedFrom.computeIfAbsent(from, host -> new LinkedHashSet<>()).add(endpoint);
        });
        List<Nea> moving = new ArrayList<>();
        for (Nea nea : askers.getOrDefault(key(endpoint.id), Set.of())) {
            if (nea.endpoint != endpoint) {
                moving.add(nea);
            }
        }
        for (Nea nea : address.map(from -> askers.getOrDefault(from.getHostAddress(), Set.of()))
                .orElse(Set.of())) {
            if (nea.endpoint.link == null && meant(nea.asked) == endpoint && !moving.contains(nea)) {
                moving.add(nea);
            }
        }
        return moving;
    }

    /** The connection of an endpoint has ended, or was replaced. */
    void disconnected(Endpoint endpoint, EndpointLink link) {
        Set<Endpoint> there = link.from == null ? Set.of() : connectedFrom.getOrDefault(link.from, Set.of());
        there.remove(endpoint);
        if (there.isEmpty()) {
            connectedFrom.remove(link.from);
        }
        link.from = null;
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
