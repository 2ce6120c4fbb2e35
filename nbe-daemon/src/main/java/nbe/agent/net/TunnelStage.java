package nbe.agent.net;

import io.netty.handler.codec.http.HttpClientCodec;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.ProxyServer;

/** The proxy has to answer CONNECT. */
final class TunnelStage implements ConnectionStage {
    private final AgentConnection connection;
    private final TcpPath path;
    private final ProxyServer proxy;
    private final AnswerStart answer = new AnswerStart();
    private final HttpClientCodec codec = new HttpClientCodec();

    TunnelStage(AgentConnection connection, TcpPath path, ProxyServer proxy) {
        this.connection = connection;
        this.path = path;
        this.proxy = proxy;
    }

    void begin() {
        path.channel()
                .pipeline()
                .addLast(
                        answer,
                        codec,
                        new TunnelHandler(connection, connection.parts().address(), proxy));
    }

    /** From here on, the proxy passes every byte on as it is. */
    @Override
    public void tunnelled() {
        connection.parts().steps().tunnel(proxy, connection.parts().address());
        path.bytes().forgetBeginning();
        path.channel().pipeline().remove(TunnelHandler.class);
        path.channel().pipeline().remove(codec);
        path.channel().pipeline().remove(answer);
        connection.speak(path);
    }

    @Override
    public void refused(String mark, String text) {
        connection.end(
                path.bytes().beganWithTls()
                        ? LinkFailures.proxySpeaksTls(where())
                        : LinkFailures.at(where(), Kind.PROXY, mark, text));
        path.close();
    }

    @Override
    public void broken(Throwable cause) {
        connection.abort(
                path.bytes().beganWithTls()
                        ? LinkFailures.proxySpeaksTls(where())
                        : LinkFailures.proxyEnded(where(), connection.parts().address(), cause));
    }

    @Override
    public String awaits() {
        return "the answer to CONNECT of %s";
    }

    @Override
    public String where() {
        return "the proxy " + path.address();
    }

    @Override
    public String progress() {
        return answer.line().isEmpty()
                ? " (is it an HTTP proxy, and does it reach "
                        + connection.parts().address() + "?)"
                : answer.withoutEnd();
    }

    @Override
    public Kind timeout() {
        return Kind.PROXY;
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
