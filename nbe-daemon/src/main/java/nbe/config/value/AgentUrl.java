package nbe.config.value;

import nbe.agent.link.AgentAddress;
import nbe.agent.link.UrlFault;

/** The WebSocket URL of the agent. Messages never repeat a password in it, nor any part of a text that is no URL. */
public enum AgentUrl implements TextType<AgentAddress> {
    WS_OR_WSS;

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
