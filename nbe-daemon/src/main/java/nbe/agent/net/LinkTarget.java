package nbe.agent.net;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.ProxyServer;
import nbe.agent.tls.TlsSettings;

/**
 * The agent, and the way to it.
 *
 * @param proxy an HTTP proxy that is asked for a tunnel to the agent; empty: directly
 * @param topic the Phoenix channel to join; empty: no Phoenix
 */
public record LinkTarget(AgentAddress agent, Optional<ProxyServer> proxy, TlsSettings tls, Optional<String> topic) {
    private static final String TOPIC = "endpoint:";

    /** Directly, without a proxy and without Phoenix. */
    public static LinkTarget direct(AgentAddress agent, TlsSettings tls) {
        return new LinkTarget(agent, Optional.empty(), tls, Optional.empty());
    }

    /** The same for a URL that a program made. */
    public static LinkTarget direct(URI agentUrl, TlsSettings tls) {
        return direct(AgentAddress.of(agentUrl), tls);
    }

    /** The same with Phoenix channels: {@code vsn=2.0.0} in the URL, and the topic of this endpoint. */
    public LinkTarget phoenix(String endpointId) {
        return new LinkTarget(agent.withPhoenixVersion(), proxy, tls, Optional.of(TOPIC + endpointId));
    }

    /** The same through this proxy. */
    public LinkTarget through(Optional<ProxyServer> via) {
        return new LinkTarget(agent, via, tls, topic);
    }

    /**
     * What is wrong with the files for TLS, or soon will be; nothing with {@code ws}, which needs none. Reads the files and the
     * system's trust store.
     *
     * @param now what the clock shows
     */
    public List<String> warnings(Instant now) {
        return agent.secure() ? tls.warnings(now) : List.of();
    }

    /** Without the proxy's password. */
    @Override
    public String toString() {
        return agent.url() + proxy.map(via -> " through " + via).orElse("");
    }
}
