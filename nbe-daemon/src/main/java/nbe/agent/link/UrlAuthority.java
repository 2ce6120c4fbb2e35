package nbe.agent.link;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * User, host and port of a URL, for {@link AgentAddress} and {@link ProxyServer}. {@link URI} does not parse them where the host has an
 * underscore, as in names of Windows computers and of containers.
 *
 * @param userInfo user and password as they stand in the URL, percent-encoded; not for the log
 * @param host a name, or an IP address without brackets and without zone: the same for everybody
 * @param zone which of this computer's networks a link-local IPv6 address belongs to. It has no meaning on other computers, so it is
 *     for the connection only, not for the Host header (RFC 4007 section 11.2, RFC 6874 section 1)
 * @param port -1: the URL has no port
 */
record UrlAuthority(Optional<String> userInfo, String host, Optional<String> zone, int port) {
    /** The rule for ports, for error messages. */
    static final String PORTS = "ports are 1 to 65535";

    private static final int MAX_PORT = 65_535;
    private static final int NONE = -1;
    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern AUTHORITY = Pattern.compile("(?:(?<user>.*)@)?"
            + "(?:\\[(?<ip6>[0-9A-Fa-f:.]+)(?:%(?:25(?=.))?(?<zone>[^%]+))?]|(?<name>(?:" + LABEL + "\\.)*" + LABEL
            + "\\.?))"
            + "(?::(?<port>[0-9]{0,5}))?");
    /** A host that ends like this is an IPv4 address, or invalid. */
    private static final Pattern ENDS_AS_NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+\\.?");

    /** Parses a URL's authority; empty if the URL has no valid host. */
    static Optional<UrlAuthority> of(URI url) {
        Matcher parts = AUTHORITY.matcher(String.valueOf(url.getRawAuthority()));
        if (url.getRawAuthority() == null || !parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group("name");
        if (name != null && ENDS_AS_NUMBER.matcher(name).matches() && url.getHost() == null) {
            return Optional.empty();
        }
        String port = parts.group("port");
        return Optional.of(new UrlAuthority(
                Optional.ofNullable(parts.group("user")),
                name == null ? parts.group("ip6") : name,
                Optional.ofNullable(parts.group("zone")),
                port == null || port.isEmpty() ? NONE : Integer.parseInt(port)));
    }

    /** The host for this computer's resolver: with the zone. */
    String hostHere() {
        return zone.map(z -> host + "%" + z).orElse(host);
    }

    /** Whether the URL has no port, or a port of 1 to 65535. */
    boolean hasValidPort() {
        return port == NONE || (port > 0 && port <= MAX_PORT);
    }

    int portOr(int ofScheme) {
        return port == NONE ? ofScheme : port;
    }

    /** Host and port as in the URL, but without a zone. */
    String hostAndPort() {
        return bracketed(host) + (port == NONE ? "" : ":" + port);
    }

    /** A host as it stands in a URL. */
    static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }
}
