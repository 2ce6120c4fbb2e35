package nbe.agent;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the agent is, as {@code agent_url} says it.
 *
 * @param secure {@code wss}
 * @param host a name, or an IP address without brackets
 * @param authority host and port as they stand in the URL, for the Host header
 * @param resource path and query, unchanged
 */
record AgentAddress(boolean secure, String host, int port, String authority, String resource) {
    // java.net.URI knows no host in names with an underscore, which Windows allows
    private static final Pattern AUTHORITY = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]@]+))(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException if it is no usable {@code ws} or {@code wss} URL; the message says why */
    static AgentAddress of(URI url) {
        boolean secure = "wss".equalsIgnoreCase(url.getScheme());
        if (!secure && !"ws".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("agent_url must begin with ws:// or wss://, not " + url);
        }
        Matcher authority = AUTHORITY.matcher(String.valueOf(url.getRawAuthority()));
        if (url.getRawAuthority() == null || !authority.matches()) {
            throw new IllegalArgumentException("agent_url must name a host, and a port if need be: " + url);
        }
        String host = authority.group(1) == null ? authority.group(2) : authority.group(1);
        int port = authority.group(3) == null ? (secure ? 443 : 80) : Integer.parseInt(authority.group(3));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("agent_url must have a port of 1 to 65535: " + url);
        }
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String resource = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        return new AgentAddress(secure, host, port, url.getRawAuthority(), resource);
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
