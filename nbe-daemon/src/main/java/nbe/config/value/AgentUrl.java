package nbe.config.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import nbe.agent.link.UrlAuthority;

/** The WebSocket URL of the agent. Messages never repeat a password in it, nor any part of a text that is no URL. */
public enum AgentUrl implements TextType<URI> {
    WS_OR_WSS;

    private static final int MAX_PORT = 65_535;
    private static final String NO_LOGIN =
            "; the endpoint does not log in by URL, with user name or password before an @";

    @Override
    public String allowed() {
        return "a ws:// or wss:// URL with a host, as in \"wss://agent.example.com:9120/socket/websocket\"";
    }

    @Override
    public URI fromText(String text) throws NotAllowed {
        if (text.isEmpty()) {
            throw new NotAllowed("is empty", allowed());
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
                        "without a valid host name",
                        "; host names are letters, digits, hyphens, underscores and dots"));
        if (authority.userInfo().isPresent()) {
            String masked = url.getScheme() + "://***@" + authority.bracketed() + port(authority);
            throw new NotAllowed(
                    "is " + TomlWords.shortened(masked) + ", with a user name or password in it", allowed() + NO_LOGIN);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        }
        if (authority.port() == 0 || authority.port() > MAX_PORT) {
            throw refused(text, "with port " + authority.port(), "; ports are 1 to " + MAX_PORT);
        }
        if (url.getRawFragment() != null) {
            throw refused(text, "with a fragment (#…)", "; a WebSocket URL has none");
        }
        return url.getScheme().equals(scheme) ? url : URI.create(scheme + text.substring(scheme.length()));
    }

    private static String port(UrlAuthority authority) {
        return authority.port() < 0 ? "" : ":" + authority.port();
    }

    private NotAllowed noUrl(String why, String more) {
        return new NotAllowed("is no URL, " + why, allowed() + more);
    }

    private NotAllowed refused(String text, String why, String more) {
        return new NotAllowed("is " + TomlWords.shortened(text) + ", " + why, allowed() + more);
    }

    @Override
    public String toToml(URI value) {
        return TomlWords.quoted(value.toString());
    }
}
