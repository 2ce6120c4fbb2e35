package nbe.config.value;

import java.net.URI;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.UrlFault;

/**
 * Type of the setting that holds the agent's WebSocket URL. Its error messages repeat neither a password in the URL nor any part of a text
 * that is not a URL.
 */
public enum AgentUrl implements TextType<AgentAddress> {
    WS_OR_WSS;

    /**
     * The value for a URL from code, for example the URL of the demo's agent.
     *
     * @throws IllegalArgumentException if it is not a WebSocket URL
     */
    public static AgentAddress of(URI url) {
        return AgentAddress.of(url);
    }

    @Override
    public String allowed() {
        return AgentAddress.ALLOWED;
    }

    @Override
    public AgentAddress fromText(String text) throws NotAllowed {
        try {
            return AgentAddress.parse(text);
        } catch (UrlFault e) {
            throw NotAllowed.of(e, allowed());
        }
    }

    @Override
    public String toToml(AgentAddress value) {
        return TomlWords.quoted(value.url());
    }
}
