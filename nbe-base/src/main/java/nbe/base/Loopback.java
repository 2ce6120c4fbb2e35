package nbe.base;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a host is this machine. */
public final class Loopback {
    private static final Pattern IPV4 = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])){3}");

    private Loopback() {}

    /**
     * True for {@code localhost} and for a loopback address as it is written in a URL; an IPv6 address may stand in brackets. Decides by
     * the spelling: asks no name server.
     */
    public static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.toLowerCase(Locale.ROOT).equals("localhost")
                || IPV4.matcher(bare).matches()
                || bare.indexOf(':') >= 0 && isLoopbackIpv6(bare);
    }

    private static boolean isLoopbackIpv6(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // a text with a colon is never looked up
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
