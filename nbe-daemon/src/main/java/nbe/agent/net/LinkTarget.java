package nbe.agent.net;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.AgentProtocol;
import nbe.agent.link.ProxyServer;
import nbe.agent.tls.TlsSettings;

/**
 * Where the agent is, and the way to it.
 *
 * @param agentUrl {@code ws} or {@code wss}; its path and query are passed on unchanged
 * @param proxyUrl {@code http}, maybe with user and password: an HTTP proxy that is asked for a tunnel to the agent; empty:
 *     directly
 * @param topic the Phoenix channel to join; empty: no Phoenix
 */
public record LinkTarget(URI agentUrl, Optional<URI> proxyUrl, TlsSettings tls, Optional<String> topic) {
    private static final String TOPIC = "endpoint:";

    /** Directly, without a proxy and without Phoenix. */
    public static LinkTarget direct(URI agentUrl, TlsSettings tls) {
        return new LinkTarget(agentUrl, Optional.empty(), tls, Optional.empty());
    }

    /** The same with Phoenix channels: {@code vsn=2.0.0} in the URL, and the topic of this endpoint. */
    public LinkTarget phoenix(String endpointId) {
        return new LinkTarget(AgentProtocol.phoenixUrl(agentUrl), proxyUrl, tls, Optional.of(TOPIC + endpointId));
    }

    /** The same through this proxy. */
    public LinkTarget through(Optional<URI> proxy) {
        return new LinkTarget(agentUrl, proxy, tls, topic);
    }

    /**
     * What is wrong with the files for TLS, or soon will be; nothing with {@code ws}, which needs none. Reads the files and the
     * system's trust store.
     *
     * @param now what the clock shows
     */
    public List<String> warnings(Instant now) {
        return "wss".equalsIgnoreCase(agentUrl.getScheme()) ? tls.warnings(now) : List.of();
    }

    /** Without the proxy's password. */
    @Override
    public String toString() {
        return agentUrl + proxyUrl.map(url -> " through " + ProxyServer.of(url)).orElse("");
    }
}
