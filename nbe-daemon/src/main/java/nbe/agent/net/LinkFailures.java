package nbe.agent.net;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslClosedEngineException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.tls.TlsFailure;
import nbe.base.Printable;

/** The sentences for what goes wrong with a connection, one method a failure. docs/link-failures.md shows them all. */
public final class LinkFailures {
    private static final int LONGEST_WORDS = 200;

    private LinkFailures() {}

    /** @param setting where the name comes from */
    static LinkCause unknownName(String host, String setting, UnknownHostException e) {
        return new LinkCause(
                Kind.NAME_UNKNOWN,
                "the name " + host + " is unknown (" + words(e) + "): check " + setting
                        + ", and the name servers of this computer");
    }

    /** No address takes the TCP connection. */
    static LinkCause allFailed(List<AddressRace.Failure> failures, boolean ofProxy) {
        String each = failures.stream()
                .map(f -> address(f.address()) + ": " + words(f.reason()))
                .collect(Collectors.joining("; "));
        // not which address: name servers list them in another order each time
        String mark = failures.stream()
                .map(f -> words(f.reason()))
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        boolean refused = failures.stream().allMatch(f -> isRefused(f.reason()));
        if (ofProxy) {
            String hint = refused ? " (is it running, and is this its port? See [proxy] url)" : "";
            return new LinkCause(Kind.PROXY, mark, "the proxy " + each + hint);
        }
        return refused
                ? new LinkCause(Kind.REFUSED, mark, each + " (is the agent running, and is this its port?)")
                : new LinkCause(Kind.IO, mark, each);
    }

    /** The attempt took too long. */
    static LinkCause timeout(ConnectionStage stage, long attemptMillis) {
        return new LinkCause(
                stage.timeout(),
                "stuck in " + stage.awaits(),
                "no connection within " + attemptMillis / 1_000 + " s, stuck in "
                        + String.format(stage.awaits(), stage.where()) + stage.progress());
    }

    static LinkCause proxySpeaksTls(String where) {
        return new LinkCause(
                Kind.PROXY,
                "TLS",
                where
                        + " speaks TLS; only proxies that are spoken to in plain HTTP are supported (what goes to the agent"
                        + " through them is TLS all the same, with wss://)");
    }

    static LinkCause proxyEnded(String where, AgentAddress agent, Throwable cause) {
        String how = how(cause);
        return new LinkCause(
                Kind.PROXY,
                "ended " + how,
                where + " ended the TCP connection instead of an answer to CONNECT " + agent
                        + (how.isEmpty() ? "" : " (" + how + ")")
                        + ": is it an HTTP proxy, and does it admit this computer?");
    }

    static LinkCause agentSpeaksTls(String where) {
        return new LinkCause(
                Kind.TLS, "behind ws", where + " speaks TLS, but agent_url begins with ws://: it must be wss://");
    }

    /** The proxy or the agent refuses, and a handler has found the sentence for it. */
    static LinkCause at(String where, Kind kind, String mark, String text) {
        return new LinkCause(kind, mark, where + ": " + text);
    }

    /** The cause, if it is one of TLS. */
    static Optional<LinkCause> tls(Throwable cause, TlsFailure failure, String where) {
        return isTls(cause) ? Optional.of(at(where, failure.cause(cause))) : Optional.empty();
    }

    /**
     * The same before the agent is connected. A server that does not like our certificate may be gone before its alert has been
     * read: the end of TCP after a request for a certificate counts as its refusal.
     */
    static Optional<LinkCause> handshake(Throwable cause, TlsFailure failure, String where) {
        return tls(cause, failure, where)
                .or(() -> failure.askedForClient()
                        ? Optional.of(at(where, new LinkCause(Kind.TLS, failure.client(""))))
                        : Optional.empty());
    }

    private static LinkCause at(String where, LinkCause cause) {
        return at(where, cause.kind(), cause.mark(), cause.text());
    }

    /** TCP ended in this stage. */
    static LinkCause ended(ConnectionStage stage, Throwable cause, String hint) {
        String how = how(cause);
        String when = stage.awaits().isEmpty() ? "" : " during " + String.format(stage.awaits(), stage.where());
        return new LinkCause(
                Kind.IO,
                stage.awaits() + " ended " + how,
                how.isEmpty()
                        ? "the agent ended the TCP connection" + when + " without a word" + hint
                        : "the TCP connection broke" + when + ": " + how + hint);
    }

    /**
     * By its type, since the system says it in the language of the machine. The JDK has the same type for a time-out of the
     * system, which comes after two minutes (Windows: 21 s), long after the attempt has been given up.
     */
    public static boolean isRefused(Throwable reason) {
        return reason instanceof ConnectException && !(reason instanceof ConnectTimeoutException);
    }

    /** How TCP ended; empty if it simply ended. */
    private static String how(Throwable cause) {
        return cause == null || isEnd(cause) ? "" : words(cause);
    }

    private static String words(Throwable reason) {
        if (isRefused(reason)) {
            return "connection refused";
        }
        // Netty appends the address to the system's words and keeps the original exception as the cause; the address is
        // in the sentence already
        Throwable plain = reason.getCause() instanceof SocketException ? reason.getCause() : reason;
        String text = plain.getMessage() == null ? plain.getClass().getSimpleName() : plain.getMessage();
        return Printable.bounded(text, LONGEST_WORDS);
    }

    private static boolean isTls(Throwable cause) {
        return causes(cause)
                .filter(SSLException.class::isInstance)
                .findFirst()
                .filter(t -> !isEnd(t))
                .isPresent();
    }

    /** Netty's way to say that TCP ended in the middle of TLS. */
    private static boolean isEnd(Throwable cause) {
        return cause instanceof SslClosedEngineException
                || causes(cause).anyMatch(ClosedChannelException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause);
    }

    static String address(InetSocketAddress address) {
        String ip = address.getAddress().getHostAddress();
        return (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + address.getPort();
    }
}
