package nbe.agent.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The agent's address: {@code agent_url}, parsed.
 *
 * @param secure {@code wss}
 * @param host a name, or an IP address without brackets and zone, for everybody but this computer's own resolver
 * @param hostHere the same for this computer: with the zone of a link-local IPv6 address
 * @param authority host and port as they stand in the URL, but without a zone, for the Host header
 * @param resource path and query, unchanged
 * @param url the whole URL, its scheme in small letters
 */
public record AgentAddress(
        boolean secure, String host, String hostHere, int port, String authority, String resource, String url) {
    /** The allowed URLs, in words that follow "allowed:". */
    public static final String ALLOWED =
            "a ws:// or wss:// URL with a host, as in \"wss://agent.example.com:9120/socket/websocket\"";

    private static final String NO_LOGIN =
            "the endpoint does not log in by URL, with user name or password before an @";
    private static final String VERSION_KEY = "vsn=";

    /** @throws UrlFault if it is no URL of a WebSocket */
    public static AgentAddress parse(String text) throws UrlFault {
        if (text.isEmpty()) {
            throw new UrlFault(Optional.empty(), "is empty", "");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            String reason = e.getReason().toLowerCase(Locale.ROOT);
            throw noUrl(
                    e.getIndex() < 0 ? reason : reason + " at character " + (e.getIndex() + 1),
                    text.indexOf('@') < 0 ? "" : NO_LOGIN);
        }
        UrlAuthority authority = UrlAuthority.of(url)
                .orElseThrow(() -> noUrl(
                        "without a valid host name", "host names are letters, digits, hyphens, underscores and dots"));
        if (authority.userInfo().isPresent()) {
            String masked = url.getScheme() + "://***@" + authority.hostAndPort();
            throw new UrlFault(Optional.of(masked), "with a user name or password in it", NO_LOGIN);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new UrlFault(Optional.of(text), "", "");
        }
        if (!authority.hasValidPort()) {
            throw new UrlFault(Optional.of(text), "with port " + authority.port(), UrlAuthority.PORTS);
        }
        if (url.getRawFragment() != null) {
            throw new UrlFault(Optional.of(text), "with a fragment (#…)", "a WebSocket URL has none");
        }
        boolean secure = scheme.equals("wss");
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new AgentAddress(
                secure,
                authority.host(),
                authority.hostHere(),
                authority.portOr(secure ? 443 : 80),
                authority.hostAndPort(),
                url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
                scheme + text.substring(scheme.length()));
    }

    private static UrlFault noUrl(String why, String rule) {
        return new UrlFault(Optional.empty(), "is no URL, " + why, rule);
    }

    /** @throws IllegalArgumentException if it is no URL of a WebSocket; the message says why */
    public static AgentAddress of(URI url) {
        try {
            return parse(url.toString());
        } catch (UrlFault e) {
            throw new IllegalArgumentException("agent_url must be " + ALLOWED + "; not: " + e.getMessage(), e);
        }
    }

    /** The version of Phoenix channels that the URL asks for, by the query parameter that selects the serializer. */
    public Optional<String> phoenixVersion() {
        int query = resource.indexOf('?');
        return query < 0
                ? Optional.empty()
                : Stream.of(resource.substring(query + 1).split("&"))
                        .filter(parameter -> parameter.startsWith(VERSION_KEY))
                        .map(parameter -> parameter.substring(VERSION_KEY.length()))
                        .findFirst();
    }

    /** The address to connect to for Phoenix channels: with {@code vsn=2.0.0} in its query, unless there is a version. */
    public AgentAddress withPhoenixVersion() {
        if (phoenixVersion().isPresent()) {
            return this;
        }
        String more = (resource.indexOf('?') < 0 ? "?" : "&") + VERSION_KEY + AgentProtocol.PHOENIX_VERSION;
        return new AgentAddress(secure, host, hostHere, port, authority, resource + more, url + more);
    }

    /** The host as it stands in a URL. */
    public String bracketedHost() {
        return UrlAuthority.bracketed(host);
    }

    /** Host and port. */
    @Override
    public String toString() {
        return bracketedHost() + ":" + port;
    }
}
