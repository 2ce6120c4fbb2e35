package nbe.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.ProxyServer;
import nbe.agent.tls.ExpiryWarning;
import nbe.agent.tls.ServerNameIndication;
import nbe.agent.tls.TlsAttempt;
import nbe.agent.tls.TlsFailure;
import nbe.agent.tls.TlsSettingsException;
import nbe.base.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the agent, from the name look-up to its end. There is one way out, {@link #end}: it tells
 * {@link LinkEvent.Lost} once, and nothing after it. Everything on the event loop, but {@link #claimSend}.
 */
public final class AgentConnection {
    private static final Logger log = LoggerFactory.getLogger("agent");

    private static final String PROXY_CODEC = "proxy-http";
    private static final String BEGINNING = "beginning";

    /** How far it has come, in the words of a time-out. */
    private enum Stage {
        LOOK_UP("the name look-up of %s"),
        TCP("TCP to %s"),
        TUNNEL("the answer to CONNECT of %s"),
        TLS("the TLS handshake of %s"),
        UPGRADE("the WebSocket handshake of %s"),
        OPEN("%s"),
        ENDED("%s");

        private final String words;

        Stage(String words) {
            this.words = words;
        }
    }

    /** What all connections of a transport have in common. */
    record Parts(
            AgentAddress address,
            Optional<ProxyServer> proxy,
            EventLoop loop,
            Bootstrap bootstrap,
            ChannelGroup channels,
            LookUps lookUps,
            AddressOrder order,
            TlsMaker tls,
            ServerNameIndication sni,
            ExpiryWarning expiry,
            InstantSource clock,
            LinkLimits limits,
            ConnectSteps steps,
            Inbox inbox) {}

    /** TLS for one connection; only asked for {@code wss}. May read files. */
    interface TlsMaker {
        TlsAttempt prepare() throws TlsSettingsException;
    }

    /** Where events go, and who wants to know of the end. */
    interface Inbox {
        void post(LinkEvent event);

        void gone(AgentConnection connection);
    }

    private final long link;
    private final Parts parts;

    /** Set by the caller of {@link AgentTransport#send}, cleared on the event loop before {@link LinkEvent.Sent}. */
    private final AtomicBoolean frameOnItsWay = new AtomicBoolean();

    private Stage stage = Stage.LOOK_UP;
    private ScheduledFuture<?> deadline;
    private LookUps.Answer lookUp;

    /** What the name look-up of this very attempt found; empty if it had the answer of an earlier one. */
    private List<InetAddress> foundAnew = List.of();

    private AddressRace race;

    /** Null with {@code ws}. */
    private TlsAttempt tls;

    private boolean nameWarning;
    private SslHandler ssl;
    private Channel channel;
    private InetSocketAddress peer;
    private BytesHandler bytes;

    /** Of the proxy's answer to CONNECT, then of the agent's to the WebSocket request. */
    private Beginning beginning = new Beginning();

    private FrameHandler frames;

    AgentConnection(long link, Parts parts) {
        this.link = link;
        this.parts = parts;
    }

    long link() {
        return link;
    }

    /** @throws IllegalStateException if the frame before has not been {@link LinkEvent.Sent} */
    void claimSend() {
        if (!frameOnItsWay.compareAndSet(false, true)) {
            throw new IllegalStateException("a frame is on its way on connection " + link + "; wait for Sent");
        }
    }

    // ---- coming about

    void begin() {
        deadline = parts.loop().schedule(this::tooLate, parts.limits().attemptMillis(), TimeUnit.MILLISECONDS);
        lookUp = new LookUps.Answer() {
            @Override
            public void found(List<InetAddress> addresses, boolean anew) {
                try {
                    TlsAttempt attempt = parts.address().secure() ? parts.tls().prepare() : null;
                    onLoop(() -> resolved(addresses, anew, attempt));
                } catch (TlsSettingsException e) {
                    log.debug("connection {}", link, e);
                    onLoop(() -> end(new LinkCause(Kind.TLS, e.getMessage())));
                }
            }

            @Override
            public void failed(LinkCause cause) {
                onLoop(() -> end(cause));
            }
        };
        parts.lookUps().ask(lookUp);
    }

    private String firstHop() {
        return parts.proxy()
                .map(proxy -> "the proxy " + proxy)
                .orElse(parts.address().toString());
    }

    private void onLoop(Runnable task) {
        try {
            parts.loop().execute(LoopGuard.over(parts.loop(), task));
        } catch (RejectedExecutionException e) {
            log.debug("connection {}: the transport is closed", link, e);
        }
    }

    private void tooLate() {
        if (!foundAnew.isEmpty()) {
            // a look-up of almost the whole time left none for the rest
            parts.lookUps().keep(foundAnew);
        }
        String what = String.format(stage.words, peer == null ? firstHop() : where());
        abort(new LinkCause(
                stage == Stage.TUNNEL ? Kind.PROXY : Kind.TIMEOUT,
                "stuck in " + stage,
                "no connection within " + parts.limits().attemptMillis() / 1_000 + " s, stuck in " + what
                        + soFar(beginning.line())));
    }

    /** What can be said of an answer that has not come, or not come to its end. */
    private String soFar(String line) {
        return switch (stage) {
            case LOOK_UP -> " (do the name servers of this computer answer? A later answer serves the next attempt)";
            case TLS ->
                bytes.beganWithTls()
                        ? " (it has begun, but does not go on)"
                        : " (a server without TLS can be as silent as that)";
            case TUNNEL, UPGRADE -> {
                if (!line.isEmpty()) {
                    yield ": its answer begins with \"" + line + "\", and has no end";
                }
                yield stage == Stage.TUNNEL ? " (is it an HTTP proxy, and does it reach " + parts.address() + "?)" : "";
            }
            default -> "";
        };
    }

    private void resolved(List<InetAddress> found, boolean anew, TlsAttempt attempt) {
        if (stage != Stage.LOOK_UP) {
            parts.lookUps().keep(found);
            return;
        }
        foundAnew = anew ? found : List.of();
        tls = attempt;
        if (tls != null) {
            parts.expiry().look(tls.trusted());
            parts.steps().trusting(tls.trusted());
        }
        stage = Stage.TCP;
        List<InetAddress> addresses = parts.order().order(found);
        parts.steps().resolved(parts.lookUps().host(), addresses);
        log.debug("connection {}: {} is {}", link, parts.lookUps().host(), addresses);
        int port = parts.proxy().map(ProxyServer::port).orElse(parts.address().port());
        race = new AddressRace(parts.loop(), parts.bootstrap(), addresses, port, new AddressRace.Finish() {
            @Override
            public void won(Channel winner, InetSocketAddress address) {
                connected(winner, address);
            }

            @Override
            public void allFailed(List<AddressRace.Failure> failures) {
                end(cause(failures));
            }
        });
        race.start();
    }

    private LinkCause cause(List<AddressRace.Failure> failures) {
        String each = failures.stream()
                .map(f -> address(f.address()) + ": " + words(f.reason()))
                .collect(Collectors.joining("; "));
        // not which address: name servers tell them in another order each time
        String mark = failures.stream()
                .map(f -> words(f.reason()))
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        boolean refused = failures.stream().allMatch(f -> isRefused(f.reason()));
        if (parts.proxy().isPresent()) {
            String hint = refused ? " (is it running, and is this its port? See [proxy] url)" : "";
            return new LinkCause(Kind.PROXY, mark, "the proxy " + each + hint);
        }
        return refused
                ? new LinkCause(Kind.REFUSED, mark, each + " (is the agent running, and is this its port?)")
                : new LinkCause(Kind.IO, mark, each);
    }

    /**
     * By its type, since the system says it in the language of the machine. The JDK has the same type for a time-out of the
     * system, which comes after two minutes (Windows: 21 s), long after the attempt has been given up.
     */
    public static boolean isRefused(Throwable reason) {
        return reason instanceof ConnectException && !(reason instanceof ConnectTimeoutException);
    }

    private static String words(Throwable reason) {
        if (isRefused(reason)) {
            return "connection refused";
        }
        // Netty puts the address behind the system's words, and the original exception beneath; the address is told
        // already
        Throwable plain = reason.getCause() instanceof SocketException ? reason.getCause() : reason;
        String text = plain.getMessage() == null ? plain.getClass().getSimpleName() : plain.getMessage();
        return Printable.bounded(text, 200);
    }

    private void connected(Channel winner, InetSocketAddress address) {
        race = null;
        channel = winner;
        parts.channels().add(winner);
        peer = address;
        parts.steps().tcp(peer);
        bytes = new BytesHandler(this::heard);
        channel.pipeline().addLast("bytes", bytes);
        if (parts.proxy().isPresent()) {
            stage = Stage.TUNNEL;
            channel.pipeline()
                    .addLast(BEGINNING, beginning)
                    .addLast(PROXY_CODEC, new HttpClientCodec())
                    .addLast(
                            "tunnel",
                            new TunnelHandler(
                                    this, parts.address(), parts.proxy().get()));
        } else {
            speak();
        }
        channel.config().setAutoRead(true);
    }

    /** The proxy opened the way: from here on it is as if it were not there. */
    void tunnelled() {
        if (stage != Stage.TUNNEL) {
            return;
        }
        parts.steps().tunnel(parts.proxy().orElseThrow(), parts.address());
        bytes.forgetBeginning();
        channel.pipeline().remove(TunnelHandler.class);
        channel.pipeline().remove(PROXY_CODEC);
        channel.pipeline().remove(BEGINNING);
        beginning = new Beginning();
        speak();
    }

    /** There is a way to the agent: TLS, if there is to be TLS, and the WebSocket handshake. */
    private void speak() {
        UpgradeHandler upgrade = new UpgradeHandler(this, parts.address());
        if (tls == null) {
            stage = Stage.UPGRADE;
        } else {
            stage = Stage.TLS;
            ssl = new SslHandler(tls.engine());
            ssl.setHandshakeTimeoutMillis(0); // the deadline of the attempt covers it
            ssl.setCloseNotifyFlushTimeoutMillis(parts.limits().closeMillis());
            channel.pipeline().addLast("tls", ssl);
        }
        channel.pipeline()
                .addLast(BEGINNING, beginning)
                .addLast("http", new HttpClientCodec())
                .addLast("upgrade", upgrade);
        if (tls == null) {
            upgrade.request();
        }
    }

    /** The TLS handshake is done, chain and name are right. Returns whether to go on. */
    boolean secured() {
        if (stage != Stage.TLS) {
            return false;
        }
        stage = Stage.UPGRADE;
        parts.expiry().look("the agent's certificate", tls.server().sent().get(0));
        if (tls.client().asked()) {
            tls.client().certificate().ifPresent(c -> parts.expiry().look("our client certificate", c));
        }
        parts.steps().tls(tls.engine().getSession());
        return true;
    }

    /**
     * The agent does not take us, or the proxy.
     *
     * @param mark see {@link LinkCause}
     */
    void refused(String mark, String text) {
        if (stage == Stage.TUNNEL) {
            end(bytes.beganWithTls() ? tlsProxy() : at(new LinkCause(Kind.PROXY, mark, text)));
            Unawaited.watch("closing the channel", channel.close());
        } else if (stage == Stage.UPGRADE) {
            end(bytes.beganWithTls() ? tlsBehindWs() : at(new LinkCause(Kind.HANDSHAKE, mark, text)));
            Unawaited.watch("closing the channel", channel.close());
        }
    }

    private LinkCause tlsProxy() {
        return new LinkCause(
                Kind.PROXY,
                "TLS",
                where()
                        + " speaks TLS; only proxies that are spoken to in plain HTTP are supported (what goes to the agent"
                        + " through them is TLS all the same, with wss://)");
    }

    private LinkCause tlsBehindWs() {
        return new LinkCause(
                Kind.TLS, "behind ws", where() + " speaks TLS, but agent_url begins with ws://: it must be wss://");
    }

    void upgraded(ChannelHandlerContext upgrade) {
        if (stage != Stage.UPGRADE) {
            return;
        }
        stage = Stage.OPEN;
        deadline.cancel(false);
        channel.pipeline().remove(BEGINNING);
        frames = new FrameHandler(this, parts.limits().closeMillis());
        upgrade.pipeline().replace(upgrade.handler(), "frames", frames);
        parts.order().useful(peer.getAddress());
        post(new LinkEvent.Opened(link, description()));
    }

    private String description() {
        if (tls == null) {
            return where();
        }
        SSLSession session = tls.engine().getSession();
        return where() + ", " + session.getProtocol() + " " + session.getCipherSuite();
    }

    // ---- open

    private void heard() {
        if (stage == Stage.OPEN) {
            post(new LinkEvent.Heard(link));
        }
    }

    void received(String text) {
        post(new LinkEvent.Text(link, text));
    }

    void sent() {
        frameOnItsWay.set(false);
        post(new LinkEvent.Sent(link));
    }

    void confirmed(long mark) {
        post(new LinkEvent.Confirmed(link, mark));
    }

    void send(Frame frame) {
        if (stage == Stage.OPEN) {
            frames.send(frame);
        }
    }

    void ping() {
        if (stage == Stage.OPEN) {
            frames.ping();
        }
    }

    void readOn() {
        if (stage == Stage.OPEN) {
            frames.readOn();
        }
    }

    /** Politely, if there is anything to close politely. */
    void close(int code, String reason) {
        LinkCause cause = new LinkCause(Kind.CLOSED_BY_US, "closed with " + code + ": " + reason);
        if (stage == Stage.OPEN) {
            frames.close(code, reason, cause);
        } else {
            abort(cause);
        }
    }

    // ---- the end

    /** At once; TCP is reset, so that the system does not go on delivering what it has taken. */
    void abort(LinkCause cause) {
        end(cause);
        breakOff();
    }

    /** The closing handshake is done: our half of TCP is closed, the agent's is waited for, but not for long. */
    void leave(LinkCause cause) {
        end(cause);
        if (channel.isActive()) {
            if (ssl == null) {
                Unawaited.watch("closing our half of TCP", ((SocketChannel) channel).shutdownOutput());
            } else {
                Unawaited.watch("closing our half of TLS", ssl.closeOutbound());
            }
            forceLater();
        }
    }

    /** TCP ended without a word; {@code cause} is null if it simply ended. */
    void broken(Throwable cause) {
        if (stage == Stage.ENDED) {
            breakOff();
            return;
        }
        if (cause != null) {
            log.debug("connection {}", link, cause);
        }
        if (stage == Stage.TLS) {
            nameWarning = tlsFailure().isOfName(cause);
            if (nameWarning) {
                parts.steps().nameUnknown(parts.address().host());
            }
            // the alert that tells the agent's administrator why is on its way
            end(brokenCause(cause));
            Unawaited.watch("closing the channel", channel.close());
            forceLater();
        } else {
            abort(brokenCause(cause));
        }
    }

    private void forceLater() {
        Unawaited.watch(
                "forcing the end",
                parts.loop().schedule(this::breakOff, parts.limits().closeMillis(), TimeUnit.MILLISECONDS));
    }

    private LinkCause brokenCause(Throwable cause) {
        String how = cause == null || isEnd(cause) ? "" : words(cause);
        if (stage == Stage.TUNNEL) {
            return bytes.beganWithTls()
                    ? tlsProxy()
                    : new LinkCause(
                            Kind.PROXY,
                            "ended " + how,
                            where() + " ended the TCP connection instead of an answer to CONNECT "
                                    + parts.address()
                                    + (how.isEmpty() ? "" : " (" + how + ")")
                                    + ": is it an HTTP proxy, and does it admit this computer?");
        }
        boolean handshaking = stage == Stage.TLS || stage == Stage.UPGRADE;
        if (tls == null && handshaking && bytes.beganWithTls()) {
            return tlsBehindWs();
        }
        if (tls != null && isTls(cause)) {
            return at(tlsFailure().cause(cause));
        }
        if (tls != null && handshaking && tls.client().asked()) {
            // a server that does not like our certificate may well be gone before its alert has been read
            return at(new LinkCause(Kind.TLS, tlsFailure().client("")));
        }
        String when = stage == Stage.OPEN ? "" : " during " + String.format(stage.words, where());
        String hint = tls == null && handshaking
                ? " (if it speaks TLS, agent_url must begin with wss://)"
                : stage == Stage.TLS ? " (is there TLS at that port, and is it 1.2 or newer?)" : "";
        return new LinkCause(
                Kind.IO,
                stage + " ended " + how,
                how.isEmpty()
                        ? "the agent ended the TCP connection" + when + " without a word" + hint
                        : "the TCP connection broke" + when + ": " + how + hint);
    }

    private TlsFailure tlsFailure() {
        return TlsFailure.of(parts.address(), tls, parts.clock().instant());
    }

    private LinkCause at(LinkCause cause) {
        return new LinkCause(cause.kind(), cause.mark(), where() + ": " + cause.text());
    }

    private static boolean isTls(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SSLException) {
                return !isEnd(t);
            }
        }
        return false;
    }

    /** Netty's way to say that TCP ended in the middle of TLS. */
    private static boolean isEnd(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof ClosedChannelException) {
                return true;
            }
        }
        return cause instanceof SslClosedEngineException;
    }

    private void end(LinkCause cause) {
        if (stage == Stage.ENDED) {
            return;
        }
        if (stage == Stage.TUNNEL || stage == Stage.TLS || stage == Stage.UPGRADE) {
            parts.order().useless(peer.getAddress());
        }
        if (stage == Stage.TLS) {
            parts.sni().handshakeFailed(nameWarning);
        }
        stage = Stage.ENDED;
        deadline.cancel(false);
        parts.lookUps().forget(lookUp);
        if (race != null) {
            race.cancel();
        }
        parts.inbox().post(new LinkEvent.Lost(link, cause));
        parts.inbox().gone(this);
    }

    private void post(LinkEvent event) {
        if (stage != Stage.ENDED) {
            parts.inbox().post(event);
        }
    }

    private void breakOff() {
        if (channel == null || !channel.isOpen()) {
            return;
        }
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            log.debug("connection {} was closed already", link, e);
        }
        bytes.closeTcp();
    }

    private String where() {
        if (parts.proxy().isEmpty()) {
            return address(peer);
        }
        String proxy = "the proxy " + address(peer);
        return stage == Stage.TUNNEL ? proxy : parts.address() + " through " + proxy;
    }

    private static String address(InetSocketAddress address) {
        String ip = address.getAddress().getHostAddress();
        return (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + address.getPort();
    }

    /** @param setting where the name comes from */
    static LinkCause unknown(String host, String setting, UnknownHostException e) {
        return new LinkCause(
                Kind.NAME_UNKNOWN,
                "the name " + host + " is unknown (" + words(e) + "): check " + setting
                        + ", and the name servers of this computer");
    }
}
