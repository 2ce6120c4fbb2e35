package nbe.agent.net;

import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.LinkCause;
import nbe.agent.tls.TlsAttempt;

/** The TLS handshake with the agent. */
final class TlsStage implements ConnectionStage {
    private final AgentConnection connection;
    private final TcpPath path;
    private final TlsAttempt tls;
    private final UpgradeStage next;

    /** The server warned that it does not know its name. */
    private boolean nameWarning;

    TlsStage(AgentConnection connection, TcpPath path, TlsAttempt tls, UpgradeStage next) {
        this.connection = connection;
        this.path = path;
        this.tls = tls;
        this.next = next;
    }

    /** Adds the handler that does the handshake. */
    void begin() {
        SslHandler ssl = new SslHandler(tls.engine());
        ssl.setHandshakeTimeoutMillis(0); // the deadline of the attempt covers it
        ssl.setCloseNotifyFlushTimeoutMillis(connection.parts().limits().closeMillis());
        path.channel().pipeline().addLast("tls", ssl);
    }

    @Override
    public boolean secured() {
        AgentConnection.Parts parts = connection.parts();
        connection.enter(next);
        parts.expiry().look("the agent's certificate", tls.server().sent().get(0));
        if (tls.client().asked()) {
            tls.client().certificate().ifPresent(c -> parts.expiry().look("our client certificate", c));
        }
        parts.steps().tls(tls.engine().getSession());
        return true;
    }

    @Override
    public void broken(Throwable cause) {
        AgentConnection.Parts parts = connection.parts();
        nameWarning = parts.tlsFailure(tls).isOfName(cause);
        if (nameWarning) {
            parts.steps().nameUnknown(parts.address().host());
        }
        // the alert that tells the agent's administrator why is on its way
        connection.end(cause(cause));
        path.close();
        connection.resetLater(path);
    }

    private LinkCause cause(Throwable cause) {
        return LinkFailures.handshake(cause, connection.parts().tlsFailure(tls), where())
                .orElseGet(
                        () -> LinkFailures.ended(this, cause, " (is there TLS at that port, and is it 1.2 or newer?)"));
    }

    @Override
    public String awaits() {
        return "the TLS handshake of %s";
    }

    @Override
    public String where() {
        return connection.parts().agentAt(path);
    }

    @Override
    public String progress() {
        return path.bytes().beganWithTls()
                ? " (it has begun, but does not go on)"
                : " (a server without TLS can be as silent as that)";
    }

    @Override
    public List<InetAddress> foundAnew() {
        return path.foundAnew();
    }

    @Override
    public Optional<TcpPath> path() {
        return Optional.of(path);
    }

    @Override
    public void abandoned() {
        connection.parts().order().failed(path.peer().getAddress());
        connection.parts().sni().handshakeFailed(nameWarning);
    }
}
