package nbe.agent.link;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The HTTP proxy between us and the agent, as {@code [proxy] url} or a variable says it.
 *
 * @param hostHere a name, or an IP address without brackets, with the zone of a link-local IPv6 address
 * @param credentials value of the header {@code Proxy-Authorization} (RFC 7617); not for the log
 */
public record ProxyServer(String hostHere, int port, Optional<String> credentials) {
    private static final int HTTP_PORT = 80;

    /** @throws IllegalArgumentException if it is no {@code http} URL with a host */
    public static ProxyServer of(URI url) {
        Optional<UrlAuthority> named = UrlAuthority.of(url);
        if (!"http".equalsIgnoreCase(url.getScheme()) || named.isEmpty()) {
            throw new IllegalArgumentException("the proxy's URL must begin with http:// and name a host");
        }
        UrlAuthority authority = named.get();
        return new ProxyServer(
                authority.hostHere(),
                authority.port() < 0 ? HTTP_PORT : authority.port(),
                authority.userInfo().map(ProxyServer::basic));
    }

    private static String basic(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8); // a plus is a plus here
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return hostHere.indexOf(':') < 0 ? hostHere + ":" + port : "[" + hostHere + "]:" + port;
    }
}
