package nbe.agent.link;

import java.util.Locale;

/** The protocol over the WebSocket (setting {@code agent_protocol}). */
public enum AgentProtocol {
    /** One message, one text frame. */
    PLAIN,
    /** Phoenix channels with the serializer of version 2.0.0: see {@code PhoenixLink}. */
    PHOENIX;

    /** The value of the query parameter {@code vsn} that chooses the serializer. */
    public static final String PHOENIX_VERSION = "2.0.0";

    /** As it stands in a configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
