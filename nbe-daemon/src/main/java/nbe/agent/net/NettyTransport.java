package nbe.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.ProxyServer;
import nbe.agent.tls.ExpiryWarning;
import nbe.agent.tls.ServerNameIndication;
import nbe.agent.tls.TlsAttempt;
import nbe.agent.tls.TlsSettings;
import nbe.agent.tls.TrustStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link AgentTransport} on Netty: WebSocket (RFC 6455) over TCP or TLS, one thread {@code agent-io}, name look-ups on
 * {@code agent-dns}. Events are posted from {@code agent-io}; the consumer must not block.
 */
public final class NettyTransport implements AgentTransport {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    // what close() may take, 500 ms in all: two tasks on the loop, the agent's answer to the close frame, the thread's
    // end
    private static final long LOOP_MILLIS = 50;
    private static final long FAREWELL_MILLIS = 250;
    private static final long THREAD_MILLIS = 150;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final DefaultChannelGroup channels;
    private final InstantSource wallClock;
    private final NameLookup.Resolver resolver;
    private final LinkLimits limits;
    private final ConnectSteps steps;
    private final Postbox postbox;

    /** What the next connection gets. */
    private volatile AgentConnection.Parts parts;

    /** Entered by the caller's thread, left on the event loop. */
    private final Map<Long, AgentConnection> connections = new ConcurrentHashMap<>();

    /**
     * @param target where the agent is, and the way to it
     * @param inbox takes the events; called on {@code agent-io}
     * @param wallClock for the dates of certificates
     */
    public NettyTransport(LinkTarget target, Consumer<LinkEvent> inbox, InstantSource wallClock) {
        this(target, inbox, wallClock, InetAddress::getAllByName, LinkLimits.DEFAULT, ConnectSteps.IGNORED);
    }

    /**
     * The same on a thread of the caller's making.
     *
     * @param threads makes {@code agent-io}, which runs until {@link #close()}
     */
    public NettyTransport(
            LinkTarget target, Consumer<LinkEvent> inbox, InstantSource wallClock, ThreadFactory threads) {
        this(target, inbox, wallClock, InetAddress::getAllByName, LinkLimits.DEFAULT, ConnectSteps.IGNORED, threads);
    }

    public NettyTransport(
            LinkTarget target,
            Consumer<LinkEvent> inbox,
            InstantSource wallClock,
            NameLookup.Resolver resolver,
            LinkLimits limits,
            ConnectSteps steps) {
        this(target, inbox, wallClock, resolver, limits, steps, NettyTransport::daemonThread);
    }

    private NettyTransport(
            LinkTarget target,
            Consumer<LinkEvent> inbox,
            InstantSource wallClock,
            NameLookup.Resolver resolver,
            LinkLimits limits,
            ConnectSteps steps,
            ThreadFactory threads) {
        this.wallClock = wallClock;
        this.resolver = resolver;
        this.limits = limits;
        this.steps = steps;
        this.postbox = new Postbox(inbox);
        NameLookup.keepNoAnswers();
        group = new MultiThreadIoEventLoopGroup(
                1,
                task -> {
                    Thread thread = threads.newThread(task);
                    thread.setName("agent-io");
                    return thread;
                },
                NioIoHandler.newFactory());
        loop = group.next();
        channels = new DefaultChannelGroup(loop);
        parts = partsFor(target);
    }

    /** Connections from now on go to this agent, on this way. Those that stand stay as they are. Any thread; returns at once. */
    public void use(LinkTarget target) {
        parts = partsFor(target);
    }

    /** Certificates on the way to the agent that are about to expire, in one line each. Any thread. */
    public List<String> warnings() {
        return parts.expiry().standing();
    }

    private AgentConnection.Parts partsFor(LinkTarget target) {
        AgentAddress address = target.agent();
        Optional<ProxyServer> proxy = target.proxy();
        TlsSettings tls = target.tls();
        TrustStore trustStore = TrustStore.ofThisSystem(tls.caFile());
        ServerNameIndication sni = new ServerNameIndication();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limits.attemptMillis()))
                .handler(new NoHandlersYet());
        return new AgentConnection.Parts(
                address,
                proxy,
                loop,
                bootstrap,
                channels,
                lookUps(resolver, address, proxy),
                new AddressOrder(),
                () -> TlsAttempt.prepare(address, tls, trustStore, sni.isSaid(), wallClock),
                sni,
                new ExpiryWarning(wallClock),
                wallClock,
                limits,
                steps,
                postbox);
    }

    /** The agent's own name is looked up by the proxy, if there is one. */
    private static HostLookup lookUps(NameLookup.Resolver resolver, AgentAddress address, Optional<ProxyServer> proxy) {
        return proxy.map(via -> new HostLookup(resolver, via.hostHere(), "[proxy] url"))
                .orElseGet(() -> new HostLookup(resolver, address.hostHere(), "agent_url"));
    }

    private static Thread daemonThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /** A connection gets its handlers once it is the one of the race that is kept. */
    private static final class NoHandlersYet extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {}
    }

    private final class Postbox implements AgentConnection.Inbox {
        private final Consumer<LinkEvent> inbox;

        Postbox(Consumer<LinkEvent> inbox) {
            this.inbox = inbox;
        }

        @Override
        public void post(LinkEvent event) {
            try {
                inbox.accept(event);
            } catch (RuntimeException e) {
                LOG.error("the event {} was not taken", event.getClass().getSimpleName(), e);
            }
        }

        @Override
        public void gone(AgentConnection connection) {
            connections.remove(connection.link());
        }
    }

    @Override
    public void connect(long link) {
        AgentConnection connection = new AgentConnection(link, parts);
        connections.put(link, connection);
        run(connection::begin);
    }

    /** @throws IllegalStateException if the frame before has not been {@link LinkEvent.Sent} */
    @Override
    public void send(long link, Frame frame) {
        AgentConnection connection = connections.get(link);
        if (connection != null) {
            connection.claimSend();
            run(() -> connection.whileOpen(frames -> frames.send(frame)));
        }
    }

    @Override
    public void ping(long link) {
        onConnection(link, connection -> connection.whileOpen(FrameHandler::ping));
    }

    @Override
    public void readOn(long link) {
        onConnection(link, connection -> connection.whileOpen(FrameHandler::readOn));
    }

    @Override
    public void close(long link, int code, String reason) {
        onConnection(link, connection -> connection.close(code, reason));
    }

    @Override
    public void abort(long link, LinkCause cause) {
        onConnection(link, connection -> connection.abort(cause));
    }

    /** Nothing is done for a connection that has ended: its {@link LinkEvent.Lost} is on its way. */
    private void onConnection(long link, Consumer<AgentConnection> task) {
        AgentConnection connection = connections.get(link);
        if (connection != null) {
            run(() -> task.accept(connection));
        }
    }

    private void run(Runnable task) {
        try {
            loop.execute(LoopGuard.over(loop, task));
        } catch (RejectedExecutionException e) {
            LOG.debug("the transport is closed", e);
        }
    }

    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        try {
            onLoop(() -> eachConnection(c -> c.close(AgentMachine.NORMAL, AgentMachine.STOPPED.text())));
            if (!channels.newCloseFuture().await(FAREWELL_MILLIS)) {
                LOG.debug("the agent did not answer the close frame within {} ms", FAREWELL_MILLIS);
            }
            onLoop(() -> eachConnection(c -> c.abort(AgentMachine.STOPPED)));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the thread agent-io did not close its connections", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Future<?> ended = group.shutdownGracefully(0, THREAD_MILLIS, TimeUnit.MILLISECONDS);
        try {
            if (!ended.await(THREAD_MILLIS)) {
                LOG.warn("the thread agent-io did not end within {} ms", THREAD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void eachConnection(Consumer<AgentConnection> task) {
        List.copyOf(connections.values()).forEach(task);
    }

    private void onLoop(Runnable task) throws InterruptedException, ExecutionException, TimeoutException {
        loop.submit(task).get(LOOP_MILLIS, TimeUnit.MILLISECONDS);
    }
}
