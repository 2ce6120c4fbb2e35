package nbe.agent.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import nbe.agent.tls.TlsAttempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP connection of an attempt. On the event loop.
 *
 * @param peer the agent, or the proxy
 * @param bytes its outermost handler
 * @param foundAnew see {@link ConnectionStage#foundAnew}
 * @param tls for {@code wss}
 */
record TcpPath(
        Channel channel,
        InetSocketAddress peer,
        BytesHandler bytes,
        List<InetAddress> foundAnew,
        Optional<TlsAttempt> tls) {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    String address() {
        return LinkFailures.address(peer);
    }

    void close() {
        Futures.logFailure("closing the channel", channel.close());
    }

    /** Closes our half: of TLS with its alert, else of TCP. */
    void closeOutput() {
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        if (ssl == null) {
            Futures.logFailure("closing our half of TCP", ((SocketChannel) channel).shutdownOutput());
        } else {
            Futures.logFailure("closing our half of TLS", ssl.closeOutbound());
        }
    }

    /** Resets TCP, so that the system does not go on delivering what it has taken. */
    void reset() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            LOG.debug("{} was closed already", channel, e);
        }
        bytes.closeTcp();
    }
}
