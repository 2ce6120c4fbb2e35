package nbe.agent.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.ProxyServer;
import nbe.agent.tls.TlsAttempt;

/** TCP to the addresses of the name. */
final class TcpStage implements ConnectionStage, AddressRace.Finish {
    private final AgentConnection connection;
    private final List<InetAddress> foundAnew;
    private final Optional<TlsAttempt> tls;
    private final AddressRace race;

    TcpStage(
            AgentConnection connection,
            List<InetAddress> addresses,
            List<InetAddress> foundAnew,
            Optional<TlsAttempt> tls) {
        this.connection = connection;
        this.foundAnew = foundAnew;
        this.tls = tls;
        AgentConnection.Parts parts = connection.parts();
        int port = parts.proxy().map(ProxyServer::port).orElse(parts.address().port());
        this.race = new AddressRace(parts.loop(), parts.bootstrap(), addresses, port, this);
    }

    void begin() {
        race.start();
    }

    @Override
    public void won(Channel channel, InetSocketAddress peer) {
        AgentConnection.Parts parts = connection.parts();
        parts.channels().add(channel);
        parts.steps().tcp(peer);
        BytesHandler bytes = new BytesHandler(connection::heard);
        channel.pipeline().addLast("bytes", bytes);
        TcpPath path = new TcpPath(channel, peer, bytes, foundAnew, tls);
        if (parts.proxy().isPresent()) {
            TunnelStage tunnel = new TunnelStage(connection, path, parts.proxy().get());
            connection.enter(tunnel);
            tunnel.begin();
        } else {
            connection.speak(path);
        }
        channel.config().setAutoRead(true);
    }

    @Override
    public void allFailed(List<AddressRace.Failure> failures) {
        connection.end(
                LinkFailures.allFailed(failures, connection.parts().proxy().isPresent()));
    }

    @Override
    public String awaits() {
        return "TCP to %s";
    }

    @Override
    public String where() {
        return connection.parts().firstHop();
    }

    @Override
    public List<InetAddress> foundAnew() {
        return foundAnew;
    }

    @Override
    public void abandoned() {
        race.cancel();
    }
}
