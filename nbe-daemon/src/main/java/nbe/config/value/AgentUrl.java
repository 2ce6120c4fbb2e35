package nbe.config.value;

import java.net.URI;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.UrlFault;

/** The WebSocket URL of the agent. Messages never repeat a password in it, nor any part of a text that is no URL. */
public enum AgentUrl implements TextType<AgentAddress> {
    WS_OR_WSS;

    /**
     * The value of a URL that a program made.
     *
     * @throws IllegalArgumentException if it is none
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
