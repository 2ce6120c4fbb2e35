package nbe.agent.link;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is spoken over the WebSocket (setting {@code agent_protocol}). */
public enum AgentProtocol {
    /** One message, one text frame. */
    PLAIN,
    /** Phoenix channels with the serializer of version 2.0.0: see {@code PhoenixLink}. */
    PHOENIX;

    /** The value of the query parameter {@code vsn} that chooses the serializer. */
    public static final String PHOENIX_VERSION = "2.0.0";

    private static final String VERSION_KEY = "vsn=";

    /** As it stands in a configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The version of Phoenix channels that a URL asks for, if it asks for one. */
    public static Optional<String> versionAskedBy(URI url) {
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        return Stream.of(query.split("&"))
                .filter(parameter -> parameter.startsWith(VERSION_KEY))
                .map(parameter -> parameter.substring(VERSION_KEY.length()))
                .findFirst();
    }

    /** The URL to connect to for Phoenix: with {@code vsn=2.0.0} in its query, unless there is one. */
    public static URI phoenixUrl(URI agentUrl) {
        if (versionAskedBy(agentUrl).isPresent()) {
            return agentUrl;
        }
        return URI.create(agentUrl + (agentUrl.getRawQuery() == null ? "?" : "&") + VERSION_KEY + PHOENIX_VERSION);
    }
}
