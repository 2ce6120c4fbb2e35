package nbe.config.value;

import java.util.Optional;
import nbe.agent.link.ProxyServer;
import nbe.agent.link.UrlFault;

/** The URL of an HTTP proxy, or an empty text for none. */
public enum ProxyUrl implements ValueType<Optional<ProxyServer>> {
    OR_NONE;

    @Override
    public String allowed() {
        return ProxyServer.ALLOWED + ", or \"\" for none";
    }

    @Override
    public Optional<ProxyServer> fromToml(Object value) throws NotAllowed {
        if (value instanceof String text) {
            return fromText(text);
        }
        throw new NotAllowed("is " + TomlWords.describe(value), allowed());
    }

    @Override
    public Optional<ProxyServer> fromText(String text) throws NotAllowed {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ProxyServer.parse(text));
        } catch (UrlFault e) {
            throw NotAllowed.of(e, allowed());
        }
    }

    @Override
    public String toToml(Optional<ProxyServer> value) {
        return TomlWords.quoted(value.map(ProxyServer::maskedUrl).orElse(""));
    }
}
