package nbe.agent.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.tls.TlsAttempt;

/** The WebSocket handshake with the agent. */
final class UpgradeStage implements ConnectionStage {
    private final AgentConnection connection;
    private final TcpPath path;
    private final AnswerStart answer = new AnswerStart();
    private final UpgradeHandler handler;

    UpgradeStage(AgentConnection connection, TcpPath path) {
        this.connection = connection;
        this.path = path;
        this.handler = new UpgradeHandler(connection, connection.parts().address());
    }

    /** Behind the handler for TLS, if there is one: these handlers have to be there when its handshake ends. */
    void addHandlers() {
        path.channel().pipeline().addLast(answer, new HttpClientCodec(), handler);
    }

    /** Without TLS: sends the request at once. */
    void begin() {
        handler.request();
    }

    @Override
    public void upgraded(ChannelHandlerContext upgrade) {
        AgentConnection.Parts parts = connection.parts();
        path.channel().pipeline().remove(answer);
        FrameHandler frames = new FrameHandler(connection, parts.limits().closeMillis());
        connection.enter(new OpenStage(connection, path, frames));
        upgrade.pipeline().addBefore(upgrade.name(), "messages", new MessageAggregator());
        upgrade.pipeline().replace(upgrade.handler(), "frames", frames);
        parts.order().succeeded(path.peer().getAddress());
        connection.post(new LinkEvent.Opened(connection.link(), description()));
    }

    private String description() {
        if (path.tls().isEmpty()) {
            return where();
        }
        SSLSession session = path.tls().get().engine().getSession();
        return where() + ", " + session.getProtocol() + " " + session.getCipherSuite();
    }

    @Override
    public void refused(String mark, String text) {
        connection.end(
                path.bytes().beganWithTls()
                        ? LinkFailures.agentSpeaksTls(where())
                        : LinkFailures.at(where(), Kind.HANDSHAKE, mark, text));
        path.close();
    }

    @Override
    public void broken(Throwable cause) {
        connection.abort(path.tls().map(tls -> secured(cause, tls)).orElseGet(() -> plain(cause)));
    }

    private LinkCause secured(Throwable cause, TlsAttempt tls) {
        return LinkFailures.handshake(cause, connection.parts().tlsFailure(tls), where())
                .orElseGet(() -> LinkFailures.ended(this, cause, ""));
    }

    private LinkCause plain(Throwable cause) {
        return path.bytes().beganWithTls()
                ? LinkFailures.agentSpeaksTls(where())
                : LinkFailures.ended(this, cause, " (if it speaks TLS, agent_url must begin with wss://)");
    }

    @Override
    public String awaits() {
        return "the WebSocket handshake of %s";
    }

    @Override
    public String where() {
        return connection.parts().agentAt(path);
    }

    @Override
    public String progress() {
        return answer.line().isEmpty() ? "" : answer.withoutEnd();
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
    }
}
