package nbe.agent;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The HTTP proxy between us and the agent, as {@code [proxy] url} or a variable says it.
 *
 * @param host a name, or an IP address without brackets
 * @param credentials value of the header {@code Proxy-Authorization} (RFC 7617); not for the log
 */
record ProxyServer(String host, int port, Optional<String> credentials) {
    private static final int HTTP_PORT = 80;

    /** @throws IllegalArgumentException if it is no {@code http} URL with a host */
    static ProxyServer of(URI url) {
        if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("the proxy's URL must begin with http:// and name a host");
        }
        String host = url.getHost();
        return new ProxyServer(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                url.getPort() < 0 ? HTTP_PORT : url.getPort(),
                Optional.ofNullable(url.getRawUserInfo()).map(ProxyServer::basic));
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

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
