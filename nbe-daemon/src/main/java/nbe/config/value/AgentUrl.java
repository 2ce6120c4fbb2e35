package nbe.config.value;

import nbe.agent.link.AgentAddress;
import nbe.agent.link.UrlFault;

/** The WebSocket URL of the agent. No message repeats a password in it, nor anything of a text that is no URL. */
public enum AgentUrl implements ValueType<AgentAddress> {
    WS_OR_WSS;

    @Override
    public String allowed() {
        return AgentAddress.ALLOWED;
    }

    @Override
    public AgentAddress fromToml(Object value) throws NotAllowed {
        if (value instanceof String text) {
            return fromText(text);
        }
        throw new NotAllowed("is " + TomlWords.describe(value), allowed());
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
