package nbe.config.value;

import java.util.Optional;
import nbe.agent.link.ProxyServer;
import nbe.agent.link.UrlFault;

/** Type of a setting that holds the URL of an HTTP proxy; an empty text means that there is no proxy. */
public enum ProxyUrl implements TextType<Optional<ProxyServer>> {
    OR_NONE;

    @Override
    public String allowed() {
        return ProxyServer.ALLOWED + ", or \"\" for none";
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
