package nbe.agent.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.tls.TlsAttempt;
import nbe.agent.tls.TlsSettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name look-up, and behind it on the same thread, {@code agent-dns}, the reading of the files for TLS. */
final class LookUpStage implements ConnectionStage, HostLookup.Answer {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    private final AgentConnection connection;

    LookUpStage(AgentConnection connection) {
        this.connection = connection;
    }

    void begin() {
        connection.parts().lookup().ask(this);
    }

    @Override
    public void found(List<InetAddress> addresses, boolean anew) {
        try {
            Optional<TlsAttempt> tls = connection.parts().address().secure()
                    ? Optional.of(connection.parts().tls().prepare())
                    : Optional.empty();
            connection.onLoop(() -> resolved(addresses, anew, tls));
        } catch (TlsSettingsException e) {
            LOG.debug("connection {}", connection.link(), e);
            connection.onLoop(() -> connection.end(new LinkCause(Kind.TLS, e.getMessage())));
        }
    }

    @Override
    public void failed(LinkCause cause) {
        connection.onLoop(() -> connection.end(cause));
    }

    private void resolved(List<InetAddress> found, boolean anew, Optional<TlsAttempt> tls) {
        AgentConnection.Parts parts = connection.parts();
        if (connection.stage() != this) {
            parts.lookup().keep(found);
            return;
        }
        tls.ifPresent(attempt -> {
            parts.expiry().look(attempt.trusted());
            parts.steps().trusting(attempt.trusted());
        });
        List<InetAddress> addresses = parts.order().order(found);
        parts.steps().resolved(parts.lookup().host(), addresses);
        LOG.debug("connection {}: {} is {}", connection.link(), parts.lookup().host(), addresses);
        TcpStage next = new TcpStage(connection, addresses, anew ? found : List.of(), tls);
        connection.enter(next);
        next.begin();
    }

    @Override
    public String awaits() {
        return "the name look-up of %s";
    }

    @Override
    public String where() {
        return connection.parts().firstHop();
    }

    @Override
    public String progress() {
        return " (do the name servers of this computer answer? A later answer serves the next attempt)";
    }

    @Override
    public void abandoned() {
        connection.parts().lookup().forget(this);
    }
}
