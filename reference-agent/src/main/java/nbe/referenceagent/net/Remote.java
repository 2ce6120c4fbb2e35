package nbe.referenceagent.net;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** How a client is named in logs: address and port, without a look-up of its name. */
public final class Remote {
    private Remote() {}

    static String of(Channel channel) {
        return of(channel.remoteAddress());
    }

    public static String of(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return "somebody";
    }
}
