package nbe.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The WebSocket URL of the agent. A password that somebody put into it is never repeated in a message. */
enum AgentUrl implements ValueType<URI> {
    WS_OR_WSS;

    private static final int MAX_PORT = 65_535;
    private static final Pattern USER_PART = Pattern.compile("//[^/?#]*@");

    @Override
    public String allowed() {
        return "a ws:// or wss:// URL with a host, as in \"wss://agent.example.com:9120/socket/websocket\"";
    }

    @Override
    public URI fromToml(Object value) throws NotAllowed {
        if (value instanceof String text) {
            return fromText(text);
        }
        throw new NotAllowed("is " + TomlWords.describe(value), allowed());
    }

    @Override
    public URI fromText(String text) throws NotAllowed {
        if (text.isEmpty()) {
            throw new NotAllowed("is empty", allowed());
        }
        if (USER_PART.matcher(text).find()) {
            throw refused(text, "with a user name or password in it", "; the endpoint does not log in by URL");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            String reason = e.getReason().toLowerCase(Locale.ROOT);
            throw refused(text, e.getIndex() < 0 ? reason : reason + " at character " + (e.getIndex() + 1), "");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        }
        if (url.getHost() == null) {
            throw refused(text, "without a valid host name", "; host names are letters, digits, hyphens and dots");
        }
        if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
            throw refused(text, "with port " + url.getPort(), "; ports are 1 to " + MAX_PORT);
        }
        if (url.getRawFragment() != null) {
            throw refused(text, "with a fragment (#…)", "; a WebSocket URL has none");
        }
        return url.getScheme().equals(scheme) ? url : URI.create(scheme + text.substring(scheme.length()));
    }

    private NotAllowed refused(String text, String why, String more) {
        String masked = USER_PART.matcher(text).replaceAll("//***@");
        return new NotAllowed("is " + TomlWords.shortened(masked) + ", " + why, allowed() + more);
    }

    @Override
    public String toToml(URI value) {
        return TomlWords.quoted(value.toString());
    }
}
