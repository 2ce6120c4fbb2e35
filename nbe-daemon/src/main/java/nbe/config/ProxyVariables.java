package nbe.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nbe.agent.link.AgentAddress;
import nbe.base.Loopback;

/**
 * The variables by which a machine is told its proxy, read as curl and most other programs read them: {@code https_proxy} for
 * wss, {@code http_proxy} for ws, then {@code all_proxy}; not for what {@code no_proxy} names, and never for this machine
 * itself. In small letters or in capitals; the small ones win. One that is empty counts as not set.
 */
final class ProxyVariables {
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final Map<String, String> environment;

    ProxyVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The name of the variable that names the proxy for this agent; empty: no proxy. */
    Optional<String> nameFor(AgentAddress agent) {
        if (Loopback.isLoopback(agent.host()) || isExempt(agent.host(), agent.port())) {
            return Optional.empty();
        }
        return first(agent.secure() ? "https_proxy" : "http_proxy", "all_proxy");
    }

    /** The value of that variable, with the scheme that many leave out. */
    String url(String name) {
        String value = environment.get(name).strip();
        return value.contains("://") ? value : "http://" + value;
    }

    private Optional<String> first(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private boolean isExempt(String host, int port) {
        String list = first("no_proxy").map(environment::get).orElse("");
        return Stream.of(list.split("[,\\s]+")).anyMatch(entry -> covers(entry, host, port));
    }

    private static boolean covers(String entry, String host, int port) {
        if (entry.isEmpty() || entry.equals("*")) {
            return !entry.isEmpty();
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        if (colon > 0
                && entry.substring(colon + 1).matches("[0-9]+")
                && !ADDRESS.matcher(entry).matches()) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        if (ADDRESS.matcher(host).matches()) {
            return isInNetwork(host, bare(name));
        }
        String domain = name.replaceFirst("^\\*?\\.", "").toLowerCase(Locale.ROOT);
        String wanted = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return wanted.equals(domain) || wanted.endsWith("." + domain);
    }

    /** @param network an address, or one with the length of a prefix, as in {@code 10.0.0.0/8} */
    private static boolean isInNetwork(String host, String network) {
        List<String> parts = List.of(network.split("/", 2));
        if (!ADDRESS.matcher(parts.get(0)).matches()) {
            return false;
        }
        try {
            byte[] one = InetAddress.getByName(host).getAddress();
            byte[] other = InetAddress.getByName(parts.get(0)).getAddress();
            int bits = parts.size() == 1 ? 8 * other.length : Integer.parseInt(parts.get(1));
            return one.length == other.length && bits <= 8 * one.length && sameBits(one, other, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            return false; // no address, so it covers none
        }
    }

    private static boolean sameBits(byte[] one, byte[] other, int bits) {
        for (int i = 0; i < bits; i++) {
            if (((one[i / 8] ^ other[i / 8]) & (0x80 >> i % 8)) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
