package nbe.agent.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.ProxyServer;
import nbe.base.Printable;
import nbe.version.ProgramVersion;

/**
 * Asks the proxy for a tunnel to the agent (CONNECT, RFC 9110 section 9.3.6), and finds the sentence for its refusal. The proxy looks the
 * agent's name up. On the event loop.
 */
final class TunnelHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final int LONGEST_QUOTE = 160;

    private final AgentConnection connection;
    private final AgentAddress address;
    private final ProxyServer proxy;
    private boolean open;
    private boolean done;

    TunnelHandler(AgentConnection connection, AgentAddress address, ProxyServer proxy) {
        this.connection = connection;
        this.address = address;
        this.proxy = proxy;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, address.toString());
        request.headers().set(HttpHeaderNames.HOST, address.toString());
        request.headers().set(HttpHeaderNames.USER_AGENT, ProgramVersion.userAgent());
        proxy.credentials().ifPresent(basic -> request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, basic));
        context.writeAndFlush(request).addListener(sent -> {
            if (!sent.isSuccess()) {
                connection.broken(sent.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (done) {
            return;
        }
        if (part instanceof HttpResponse response) {
            int status = response.status().code();
            if (response.decoderResult().isFailure()) {
                done = true;
                connection
                        .stage()
                        .refused("no HTTP", "what answers there is no HTTP proxy; check its address and port");
            } else if (status == 200) {
                open = true;
            } else if (status > 200) {
                done = true;
                connection.stage().refused("status " + status, refusal(response));
            }
            // 1xx are interim, the answer proper follows (RFC 9110 section 15.2)
        }
        if (open && part instanceof LastHttpContent) {
            done = true;
            connection.stage().tunnelled();
        }
    }

    private String refusal(HttpResponse response) {
        String status = Printable.bounded(response.status().toString(), LONGEST_QUOTE);
        return switch (response.status().code()) {
            case 401, 407 -> authentication(response, status);
            case 403 ->
                "it does not allow the way to " + address + " (" + status
                        + "): its administrator must allow CONNECT to that host and port";
            case 502, 503, 504 ->
                "it does not reach " + address + " (" + status
                        + "): does the agent run, and does the proxy know its name? It is the proxy that looks it up";
            case 400, 404, 405, 501 ->
                "it opens no tunnels (" + status + " to CONNECT " + address
                        + "): is that an HTTP proxy, and is CONNECT switched on?";
            default -> "it refuses the way to " + address + " with " + status + "; see its log";
        };
    }

    /** 407 it is; tinyproxy says 401 to a password that is wrong. */
    private String authentication(HttpResponse response, String status) {
        List<String> schemes = AuthSchemes.offered(response.headers(), HttpHeaderNames.PROXY_AUTHENTICATE);
        if (!schemes.isEmpty() && schemes.stream().noneMatch("Basic"::equalsIgnoreCase)) {
            return "it asks for a login by " + String.join(" or ", schemes) + " (" + status
                    + "), and the endpoint knows Basic only: let it admit this computer without a login, or by Basic";
        }
        return proxy.credentials().isPresent()
                ? "it does not take the user and password of [proxy] url (" + status + "); check both"
                : "it asks for user and password (" + status
                        + "): put them into [proxy] url, as in http://user:password@" + proxy;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!done) {
            connection.broken(null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.broken(cause);
    }
}
