package nbe.agent.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Resolves names to addresses, anew at every attempt. Blocks; the transport calls it on {@code agent-dns}.
 */
public final class NameLookup {
    private NameLookup() {}

    /** The operating system's answer, replaceable in tests. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * Makes the JVM ask the operating system each time. By default it keeps answers for 30 s and failures for 10 s, so that a
     * retry after 0.5 s would get the same failure, long after the network is back. Has an effect only before the first look-up of
     * the process: {@code main} calls it first.
     */
    public static void keepNoAnswers() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /**
     * The order in which to try the addresses: the system's preference, but IPv4 and IPv6 in turns, so that a network where one of
     * them leads nowhere costs one failed try.
     */
    public static List<InetAddress> inTurns(InetAddress[] answers) {
        Deque<InetAddress> first = new ArrayDeque<>();
        Deque<InetAddress> second = new ArrayDeque<>();
        Arrays.stream(answers).distinct().forEach(a -> (a.getClass() == answers[0].getClass() ? first : second).add(a));
        List<InetAddress> order = new ArrayList<>();
        while (!first.isEmpty() || !second.isEmpty()) {
            if (!first.isEmpty()) {
                order.add(first.remove());
            }
            if (!second.isEmpty()) {
                order.add(second.remove());
            }
        }
        return order;
    }
}
