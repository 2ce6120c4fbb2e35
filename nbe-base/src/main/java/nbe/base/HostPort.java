package nbe.base;

/**
 * An address and a port to listen at.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    /** The host without the brackets of an IPv6 address. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** As in {@code 127.0.0.1:9464}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
