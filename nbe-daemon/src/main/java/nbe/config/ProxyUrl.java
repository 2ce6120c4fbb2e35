package nbe.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The URL of an HTTP proxy, or an empty text for none. Its password is never repeated, neither here nor by {@code nbe check}. */
enum ProxyUrl implements ValueType<Optional<URI>> {
    OR_NONE;

    private static final int MAX_PORT = 65_535;

    @Override
    public String allowed() {
        return "an http:// URL with a host, as in \"http://proxy.example.com:3128\" or"
                + " \"http://user:password@proxy.example.com:3128\", or \"\" for none";
    }

    @Override
    public Optional<URI> fromToml(Object value) throws NotAllowed {
        if (value instanceof String text) {
            return fromText(text);
        }
        throw new NotAllowed("is " + TomlWords.describe(value), allowed());
    }

    @Override
    public Optional<URI> fromText(String text) throws NotAllowed {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            // neither its message nor its index: both say something of the password
            throw refused(
                    text,
                    "no URL",
                    "; other characters than letters and digits in user or password are written as %XX (@ is %40)");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http")) {
            throw refused(text, "no http:// URL", "; proxies that are spoken to by TLS or SOCKS are not supported");
        }
        if (url.getHost() == null) {
            throw refused(text, "without a valid host name", "");
        }
        if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
            throw refused(text, "with port " + url.getPort(), "; ports are 1 to " + MAX_PORT + ", 80 if there is none");
        }
        boolean more = !url.getRawPath().isEmpty() && !url.getRawPath().equals("/");
        if (more || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw refused(text, "with something behind the port", "");
        }
        return Optional.of(url);
    }

    private NotAllowed refused(String text, String why, String more) {
        return new NotAllowed("is " + TomlWords.shortened(masked(text)) + ", " + why, allowed() + more);
    }

    /** With three asterisks where the password stands; if in doubt, too much of it. */
    private static String masked(String text) {
        int start = text.indexOf("//") < 0 ? 0 : text.indexOf("//") + 2;
        int at = text.lastIndexOf('@');
        int colon = text.indexOf(':', start);
        return colon < 0 || at < colon ? text : text.substring(0, colon) + ":***" + text.substring(at);
    }

    @Override
    public String toToml(Optional<URI> value) {
        return TomlWords.quoted(value.map(url -> masked(url.toString())).orElse(""));
    }
}
