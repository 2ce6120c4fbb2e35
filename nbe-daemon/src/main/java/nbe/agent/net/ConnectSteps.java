package nbe.agent.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLSession;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.ProxyServer;
import nbe.agent.tls.TrustStore;

/**
 * Gets the steps of a connection attempt. Called on the event loop; must not block.
 */
public interface ConnectSteps {
    ConnectSteps IGNORED = new ConnectSteps() {};

    /** The URL is {@code wss}, and the files for TLS have been read. */
    default void trusting(TrustStore.Trusted trusted) {}

    /** The name, the agent's or the proxy's, has these addresses, in the order in which they are tried. */
    default void resolved(String host, List<InetAddress> addresses) {}

    /** TCP is connected. */
    default void tcp(InetSocketAddress address) {}

    /** The proxy opened a tunnel to the agent. */
    default void tunnel(ProxyServer proxy, AgentAddress agent) {}

    /** The server warned that it does not know the name; the next attempt omits it. */
    default void nameUnknown(String host) {}

    /** The TLS handshake is done. */
    default void tls(SSLSession session) {}
}
