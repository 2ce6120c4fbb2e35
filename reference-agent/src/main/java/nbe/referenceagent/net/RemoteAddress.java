package nbe.referenceagent.net;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A client's name in logs: address and port, without a DNS query. */
public final class RemoteAddress {
    private RemoteAddress() {}

    static String of(Channel channel) {
        return of(channel.remoteAddress());
    }

    public static String of(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return "unknown";
    }
}
