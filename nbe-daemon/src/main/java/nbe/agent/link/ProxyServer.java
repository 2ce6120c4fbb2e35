package nbe.agent.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP proxy between this computer and the agent: {@code [proxy] url} or a variable of the machine, parsed. No message repeats what
 * stands before the last {@code @}, user and password, nor anything of a text in which they may stand anywhere.
 *
 * @param hostHere a name, or an IP address without brackets, with the zone of a link-local IPv6 address
 * @param credentials value of the header {@code Proxy-Authorization} (RFC 7617); not for the log
 * @param maskedUrl the URL with asterisks for user and password
 */
public record ProxyServer(String hostHere, int port, Optional<String> credentials, String maskedUrl) {
    /** The allowed URLs, in words that follow "allowed:". */
    public static final String ALLOWED = "an http:// URL with a host, as in \"http://proxy.example.com:3128\" or"
            + " \"http://user:password@proxy.example.com:3128\"";

    private static final int HTTP_PORT = 80;

    /** Scheme, authority, the rest. */
    private static final Pattern PARTS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([/?#].*)?", Pattern.DOTALL);

    /** Characters that user and password may have unencoded, and the colon between them (RFC 3986 section 3.2.1). */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:-]|%[0-9A-Fa-f]{2}");

    /** @throws UrlFault if it is no {@code http} URL with a host */
    public static ProxyServer parse(String text) throws UrlFault {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw noUrl();
        }
        String rest = parts.group(3) == null ? "" : parts.group(3);
        if (rest.indexOf('@') >= 0) {
            throw noUrl(); // a password with a slash, most likely
        }
        URI url;
        try {
            url = new URI(parts.group(1) + "://" + withPlainUser(parts.group(2)) + rest);
        } catch (URISyntaxException e) {
            throw noUrl(); // neither its message nor its index: both say something of the password
        }
        UrlAuthority authority = UrlAuthority.of(url).orElseThrow(ProxyServer::noUrl);
        String masked =
                url.getScheme() + "://" + (authority.userInfo().isPresent() ? "***@" : "") + authority.hostAndPort();
        if (!url.getScheme().equalsIgnoreCase("http")) {
            throw new UrlFault(
                    Optional.of(masked),
                    "no http:// URL",
                    "proxies that are spoken to by TLS or SOCKS are not supported");
        }
        if (!authority.hasValidPort()) {
            throw new UrlFault(
                    Optional.of(masked),
                    "with port " + authority.port(),
                    UrlAuthority.PORTS + ", " + HTTP_PORT + " if there is none");
        }
        if (!rest.isEmpty() && !rest.equals("/")) {
            throw new UrlFault(Optional.of(masked), "with something behind the port", "");
        }
        return new ProxyServer(
                authority.hostHere(),
                authority.portOr(HTTP_PORT),
                authority.userInfo().map(ProxyServer::basic),
                masked);
    }

    private static UrlFault noUrl() {
        return new UrlFault(
                Optional.empty(),
                "is no URL with a valid host (it is not shown, as it may hold a password)",
                "in user and password / is written as %2F, ? as %3F and # as %23");
    }

    /** @throws IllegalArgumentException if it is no {@code http} URL with a host; the message says why */
    public static ProxyServer of(String url) {
        try {
            return parse(url);
        } catch (UrlFault e) {
            throw new IllegalArgumentException("[proxy] url must be " + ALLOWED + "; not: " + e.getMessage(), e);
        }
    }

    /** Encodes what user and password should have encoded. They end at the last @, as in curl. */
    private static String withPlainUser(String authority) {
        int at = authority.lastIndexOf('@');
        if (at < 0) {
            return authority;
        }
        StringBuilder user = new StringBuilder();
        Matcher plain = PLAIN.matcher(authority).region(0, at);
        for (int i = 0; i < at; ) {
            if (plain.region(i, at).lookingAt()) {
                user.append(plain.group());
                i = plain.end();
            } else {
                int character = authority.codePointAt(i);
                for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    user.append(String.format(Locale.ROOT, "%%%02X", b));
                }
                i += Character.charCount(character);
            }
        }
        return user + authority.substring(at);
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

    /** Host and port. */
    @Override
    public String toString() {
        return UrlAuthority.bracketed(hostHere) + ":" + port;
    }
}
