package nbe.config.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.agent.link.UrlAuthority;

/**
 * The URL of an HTTP proxy, or an empty text for none. Neither messages nor {@code nbe check} repeat the user and password before its
 * last {@code @}, nor any part of a text that is no URL.
 */
public enum ProxyUrl implements TextType<Optional<URI>> {
    OR_NONE;

    private static final int MAX_PORT = 65_535;

    /** Scheme, authority, the rest. */
    private static final Pattern PARTS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([/?#].*)?", Pattern.DOTALL);

    /** Characters that user and password may contain unencoded, the colon between them included (RFC 3986 section 3.2.1). */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:-]|%[0-9A-Fa-f]{2}");

    @Override
    public String allowed() {
        return "an http:// URL with a host, as in \"http://proxy.example.com:3128\" or"
                + " \"http://user:password@proxy.example.com:3128\", or \"\" for none";
    }

    @Override
    public Optional<URI> fromText(String text) throws NotAllowed {
        if (text.isEmpty()) {
            return Optional.empty();
        }
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
        UrlAuthority authority = UrlAuthority.of(url).orElseThrow(this::noUrl);
        if (!url.getScheme().toLowerCase(Locale.ROOT).equals("http")) {
            throw refused(url, "no http:// URL", "; proxies that are spoken to by TLS or SOCKS are not supported");
        }
        if (authority.port() == 0 || authority.port() > MAX_PORT) {
            throw refused(
                    url, "with port " + authority.port(), "; ports are 1 to " + MAX_PORT + ", 80 if there is none");
        }
        if (!rest.isEmpty() && !rest.equals("/")) {
            throw refused(url, "with something behind the port", "");
        }
        return Optional.of(url);
    }

    /** User and password end at the last @, as with curl; encodes the characters that need it. */
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

    private NotAllowed noUrl() {
        return new NotAllowed(
                "is no URL with a valid host (it is not shown, as it may hold a password)",
                allowed() + "; in user and password / is written as %2F, ? as %3F and # as %23");
    }

    private NotAllowed refused(URI url, String why, String more) {
        return new NotAllowed("is " + TomlWords.shortened(masked(url)) + ", " + why, allowed() + more);
    }

    /** Scheme, host and port, and whether there is a login. */
    private static String masked(URI url) {
        UrlAuthority authority = UrlAuthority.of(url).orElseThrow();
        return url.getScheme() + "://"
                + authority.userInfo().map(user -> "***@").orElse("")
                + authority.bracketed()
                + (authority.port() < 0 ? "" : ":" + authority.port());
    }

    @Override
    public String toToml(Optional<URI> value) {
        return TomlWords.quoted(value.map(ProxyUrl::masked).orElse(""));
    }
}
