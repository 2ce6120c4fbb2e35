package nbe.agent;

import java.net.URI;
import java.util.Optional;

/**
 * Where the agent is, and the way to it.
 *
 * @param agentUrl {@code ws} or {@code wss}; its path and query are passed on unchanged
 * @param proxyUrl {@code http}, maybe with user and password: an HTTP proxy that is asked for a tunnel to the agent; empty:
 *     directly
 */
public record LinkTarget(URI agentUrl, Optional<URI> proxyUrl, TlsSettings tls) {
    /** Directly, without a proxy. */
    public static LinkTarget direct(URI agentUrl, TlsSettings tls) {
        return new LinkTarget(agentUrl, Optional.empty(), tls);
    }

    /** Without the proxy's password. */
    @Override
    public String toString() {
        return agentUrl + proxyUrl.map(url -> " through " + ProxyServer.of(url)).orElse("");
    }
}
