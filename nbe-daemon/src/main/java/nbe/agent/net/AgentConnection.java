package nbe.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.AgentTransport;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the agent, from the name look-up to its end; its {@link ConnectionStage} says how far it has come. There is one way
 * out, {@link #end}: it posts {@link LinkEvent.Lost} once, and nothing after it. Everything on the event loop, but {@link #claimSend}.
 */
final class AgentConnection {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    /** What all connections of a transport have in common. */
    record Parts(
            AgentAddress address,
            Optional<ProxyServer> proxy,
            EventLoop loop,
            Bootstrap bootstrap,
            ChannelGroup channels,
            HostLookup lookup,
            AddressOrder order,
            TlsMaker tls,
            ServerNameIndication sni,
            ExpiryWarning expiry,
            InstantSource clock,
            LinkLimits limits,
            ConnectSteps steps,
            Inbox inbox) {
        /** The proxy, or the agent if there is none, by its name. */
        String firstHop() {
            return proxy.map(via -> "the proxy " + via).orElse(address.toString());
        }

        /** The agent by its address, or by its name behind the proxy's address. */
        String agentAt(TcpPath path) {
            return proxy.isEmpty() ? path.address() : address + " through the proxy " + path.address();
        }

        TlsFailure tlsFailure(TlsAttempt attempt) {
            return TlsFailure.of(address, attempt, clock.instant());
        }
    }

    /** TLS for one connection; only asked for {@code wss}. May read files. */
    interface TlsMaker {
        TlsAttempt prepare() throws TlsSettingsException;
    }

    /** Takes the events, and the end. */
    interface Inbox {
        void post(LinkEvent event);

        void gone(AgentConnection connection);
    }

    private final long link;
    private final Parts parts;

    /** Set by the caller of {@link AgentTransport#send}, cleared on the event loop before {@link LinkEvent.Sent}. */
    private final AtomicBoolean frameInFlight = new AtomicBoolean();

    private ConnectionStage stage;
    private ScheduledFuture<?> deadline;

    AgentConnection(long link, Parts parts) {
        this.link = link;
        this.parts = parts;
    }

    long link() {
        return link;
    }

    Parts parts() {
        return parts;
    }

    ConnectionStage stage() {
        return stage;
    }

    /** @throws IllegalStateException if the frame before has not been {@link LinkEvent.Sent} */
    void claimSend() {
        if (!frameInFlight.compareAndSet(false, true)) {
            throw new IllegalStateException("a frame is on its way on connection " + link + "; wait for Sent");
        }
    }

    // ---- the attempt

    void begin() {
        deadline = parts.loop().schedule(this::tooLate, parts.limits().attemptMillis(), TimeUnit.MILLISECONDS);
        LookUpStage lookUp = new LookUpStage(this);
        enter(lookUp);
        lookUp.begin();
    }

    void enter(ConnectionStage next) {
        stage = next;
        if (next.frames().isPresent()) {
            deadline.cancel(false);
        }
    }

    /** Every byte goes to the agent from here on: TLS, if there is to be TLS, and the WebSocket handshake. */
    void speak(TcpPath path) {
        UpgradeStage upgrade = new UpgradeStage(this, path);
        if (path.tls().isPresent()) {
            TlsStage tls = new TlsStage(this, path, path.tls().get(), upgrade);
            enter(tls);
            tls.begin();
            upgrade.addHandlers();
        } else {
            enter(upgrade);
            upgrade.addHandlers();
            upgrade.begin();
        }
    }

    void onLoop(Runnable task) {
        try {
            parts.loop().execute(LoopGuard.over(parts.loop(), task));
        } catch (RejectedExecutionException e) {
            LOG.debug("connection {}: the transport is closed", link, e);
        }
    }

    private void tooLate() {
        if (!stage.foundAnew().isEmpty()) {
            // a look-up of almost the whole time left none for the rest
            parts.lookup().keep(stage.foundAnew());
        }
        abort(LinkFailures.timeout(stage, parts.limits().attemptMillis()));
    }

    // ---- open

    void heard() {
        if (stage.frames().isPresent()) {
            post(new LinkEvent.Heard(link));
        }
    }

    /** The operating system has taken the frame. */
    void sent() {
        frameInFlight.set(false);
        post(new LinkEvent.Sent(link));
    }

    /** Nothing follows {@link LinkEvent.Lost}. */
    void post(LinkEvent event) {
        if (!(stage instanceof EndedStage)) {
            parts.inbox().post(event);
        }
    }

    /** Does something with the open WebSocket; nothing if it is not open. */
    void whileOpen(Consumer<FrameHandler> task) {
        stage.frames().ifPresent(task);
    }

    /** With a close frame if the WebSocket is open, else at once. */
    void close(int code, String reason) {
        LinkCause cause = new LinkCause(Kind.CLOSED_BY_US, "closed with " + code + ": " + reason);
        stage.frames().ifPresentOrElse(frames -> frames.close(code, reason, cause), () -> abort(cause));
    }

    // ---- the end

    /** Ends the connection and resets TCP. */
    void abort(LinkCause cause) {
        end(cause);
        stage.path().ifPresent(TcpPath::reset);
    }

    /** The closing handshake is done: closes our half of TCP, and waits for the agent's, but not for long. */
    void leave(LinkCause cause) {
        end(cause);
        stage.path().filter(path -> path.channel().isActive()).ifPresent(path -> {
            path.closeOutput();
            resetLater(path);
        });
    }

    /** TCP ended without a word; {@code cause} is null if it simply ended. */
    void broken(Throwable cause) {
        if (cause != null) {
            LOG.debug("connection {}", link, cause);
        }
        stage.broken(cause);
    }

    void resetLater(TcpPath path) {
        Futures.logFailure(
                "forcing the end",
                parts.loop().schedule(path::reset, parts.limits().closeMillis(), TimeUnit.MILLISECONDS));
    }

    void end(LinkCause cause) {
        if (stage instanceof EndedStage) {
            return;
        }
        stage.abandoned();
        stage = new EndedStage(stage.path());
        deadline.cancel(false);
        parts.inbox().post(new LinkEvent.Lost(link, cause));
        parts.inbox().gone(this);
    }
}
