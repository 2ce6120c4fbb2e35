package nbe.agent.link;

import java.net.URI;

/**
 * Where the agent is, as {@code agent_url} says it.
 *
 * @param secure {@code wss}
 * @param host a name, or an IP address without brackets and zone, for everybody but this computer's own resolver
 * @param hostHere the same for this computer: with the zone of a link-local IPv6 address
 * @param authority host and port as they stand in the URL, but without a zone, for the Host header
 * @param resource path and query, unchanged
 */
public record AgentAddress(boolean secure, String host, String hostHere, int port, String authority, String resource) {
    /** @throws IllegalArgumentException if it is no usable {@code ws} or {@code wss} URL; the message says why */
    public static AgentAddress of(URI url) {
        boolean secure = "wss".equalsIgnoreCase(url.getScheme());
        if (!secure && !"ws".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("agent_url must begin with ws:// or wss://, not " + url);
        }
        UrlAuthority authority = UrlAuthority.of(url)
                .filter(a -> a.userInfo().isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "agent_url must name a host, and a port if need be, and nobody's password"));
        int port = authority.port() < 0 ? (secure ? 443 : 80) : authority.port();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("agent_url must have a port of 1 to 65535: " + url);
        }
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String resource = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        String forHeader = authority.bracketed() + (authority.port() < 0 ? "" : ":" + port);
        return new AgentAddress(secure, authority.host(), authority.hostHere(), port, forHeader, resource);
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
