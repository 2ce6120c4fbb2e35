package nbe.referenceagent;

import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import nbe.referenceagent.console.ConsoleFiles;
import nbe.referenceagent.console.EndpointsResource;
import nbe.referenceagent.console.EventDispatcher;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.directory.DirectoryFile;
import nbe.referenceagent.net.AccessRule;
import nbe.referenceagent.net.AgentStartException;
import nbe.referenceagent.net.FatalErrors;
import nbe.referenceagent.net.Keepalive;
import nbe.referenceagent.net.Listener;
import nbe.referenceagent.net.ListeningSocket;
import nbe.referenceagent.net.RemoteAddress;
import nbe.referenceagent.net.SharedState;
import nbe.referenceagent.net.TlsFiles;
import nbe.referenceagent.net.UnsentBytes;
import nbe.referenceagent.net.WebSocketSession;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.referenceagent.switchboard.DirectoryLog;
import nbe.referenceagent.switchboard.EndpointConversation;
import nbe.referenceagent.switchboard.NeaConversation;
import nbe.referenceagent.switchboard.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stand-in for the Nymi Agent (docs/protocol.md): endpoints on one port, NEAs and the console page on the other. {@code nbe agent}
 * and {@code nbe demo} run it.
 *
 * <p>{@link #start()} returns once both ports are bound; {@link #close()} ends within a second. Any thread but the listener's.
 * Its own threads are daemon threads: they do not keep the program alive.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // close() ignores failures of single closes; the poll of the directory never fails
public final class ReferenceAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final Duration DIRECTORY_POLL = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofMillis(500);
    private static final Duration LOOP_END = Duration.ofMillis(200);
    private static final int GOING_AWAY = 1001;

    private final AgentOptions options;
    private final FatalErrors fatal;
    private final SharedState shared;
    private final int connectionsAtMost;
    private final EventDispatcher events;
    private final MultiThreadIoEventLoopGroup loop;
    private final Switchboard switchboard;
    private final DirectoryLog directoryLog;
    private final Optional<DirectoryFile> directoryFile;
    private final AtomicBoolean closed = new AtomicBoolean();
    private ListeningSocket endpoints;
    private ListeningSocket webApi;

    /** An agent that is not started. */
    public ReferenceAgent(AgentOptions options) {
        this(options, Keepalive.STANDARD);
    }

    /** For tests that do not wait for 60 s. */
    public ReferenceAgent(AgentOptions options, Keepalive keepalive) {
        this(options, keepalive, ListeningSocket.CONNECTIONS_AT_MOST);
    }

    /** For tests that do not open thousands of connections. */
    public ReferenceAgent(AgentOptions options, Keepalive keepalive, int connectionsAtMost) {
        this.connectionsAtMost = connectionsAtMost;
        this.options = options;
        fatal = new FatalErrors(options.atFatalError());
        events = new EventDispatcher(options.listener(), options.clock(), fatal);
        loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("reference-agent", true), NioIoHandler.newFactory());
        loop.terminationFuture().addListener(ended -> {
            if (!closed.get()) {
                fatal.cannotGoOn(new IllegalStateException("the loop of all connections has ended"));
            }
        });
        ChannelGroup clients = new DefaultChannelGroup(loop.next(), true);
        shared = new SharedState(keepalive, clients, new UnsentBytes(UnsentBytes.ALL_AT_MOST_BYTES), fatal);
        directoryLog = new DirectoryLog(options.clock(), events::add);
        directoryFile = options.bandsFile().map(file -> new DirectoryFile(file, options.clock(), directoryLog));
        switchboard = new Switchboard(this::directory, this::schedule, options.clock(), events::add);
    }

    /**
     * Binds both ports.
     *
     * @throws AgentStartException if a port or a file cannot be used; nothing is left running then
     */
    public void start() throws AgentStartException {
        try {
            directory();
            if (!directoryLog.problems().isEmpty()) {
                throw new AgentStartException(
                        AgentStartException.Cause.BANDS_FILE,
                        String.join(System.lineSeparator(), directoryLog.problems()),
                        null);
            }
            Optional<SslContext> tls = options.certificate().isPresent()
                    ? Optional.of(TlsFiles.context(
                            options.certificate().orElseThrow(), options.key().orElseThrow()))
                    : Optional.empty();
            endpoints = new ListeningSocket(endpointsListener(), tls, shared, connectionsAtMost);
            webApi = new ListeningSocket(webApiListener(), tls, shared, connectionsAtMost);
            endpoints.bind(loop, options.endpointsAddress(), options.endpointsPort(), "--port");
            webApi.bind(loop, options.webApiAddress(), options.webApiPort(), "--webapi-port");
        } catch (AgentStartException | RuntimeException e) {
            close();
            throw e;
        }
        events.start();
        directoryFile.ifPresent(file -> loop.next()
                .scheduleWithFixedDelay(
                        fatal.guard(file::current),
                        DIRECTORY_POLL.toMillis(),
                        DIRECTORY_POLL.toMillis(),
                        TimeUnit.MILLISECONDS));
        LOG.info("endpoints connect to {}, NEAs and browsers to {}", endpointsUrl(), consoleUrl());
        warnIfOpen(endpoints.address());
        warnIfOpen(webApi.address());
    }

    /** The port for endpoints, once started. */
    public int endpointsPort() {
        return endpoints.port();
    }

    /** The port for NEAs and browsers, once started. */
    public int webApiPort() {
        return webApi.port();
    }

    /** The value for an endpoint's {@code agent_url}, once started. */
    public String endpointsUrl() {
        return (options.certificate().isPresent() ? "wss://" : "ws://")
                + authority(options.endpointsAddress(), endpointsPort())
                + AgentOptions.ENDPOINTS_PATH;
    }

    /** The console page, once started. */
    public String consoleUrl() {
        return (options.certificate().isPresent() ? "https://" : "http://")
                + authority(options.webApiAddress(), webApiPort()) + "/";
    }

    /** The last events, at most {@value EventDispatcher#KEPT_AT_MOST}, oldest first. Any thread. */
    public List<AgentEvent> recentEvents() {
        return events.recent();
    }

    /** Sends every client a close frame (1001) and ends within a second, whether they answer or not. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (ListeningSocket socket : new ListeningSocket[] {endpoints, webApi}) {
            if (socket != null) {
                socket.close();
            }
        }
        loop.next().execute(this::closeClients);
        shared.clients().newCloseFuture().awaitUninterruptibly(FAREWELL.toMillis());
        loop.shutdownGracefully(0, LOOP_END.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LOOP_END.toMillis());
        events.close();
    }

    private void closeClients() {
        for (Channel client : shared.clients()) {
            WebSocketSession session = client.pipeline().get(WebSocketSession.class);
            if (session == null) {
                client.close();
            } else {
                session.close(GOING_AWAY, "the agent stops");
            }
        }
    }

    private Directory directory() {
        return directoryFile.map(DirectoryFile::current).orElse(Directory.EMPTY);
    }

    private Runnable schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> future = loop.next().schedule(fatal.guard(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    private Listener endpointsListener() {
        // On a network, endpoints reach the listener by names that this program cannot know.
        boolean anyName = !AccessRule.isThisMachine(options.endpointsAddress());
        return new Listener(
                "endpoints",
                AgentOptions.ENDPOINTS_PATH,
                new AccessRule(options.allowedOrigins(), ownNames(options.endpointsAddress()), anyName),
                true,
                Map.of(),
                recipient -> new EndpointConversation(switchboard, recipient));
    }

    private Listener webApiListener() {
        EndpointsResource resource = new EndpointsResource(switchboard);
        Map<String, Function<String, FullHttpResponse>> pages = new HashMap<>(new ConsoleFiles().pages());
        pages.put("/endpoints", host -> resource.response());
        return new Listener(
                "NEAs",
                null,
                new AccessRule(options.allowedOrigins(), ownNames(options.webApiAddress()), false),
                false,
                Map.copyOf(pages),
                recipient -> new NeaConversation(switchboard, recipient));
    }

    /** The address and, unless it is loopback, the names of this machine. */
    private static Set<String> ownNames(String address) {
        Set<String> names = new HashSet<>();
        names.add(address);
        if (!AccessRule.isThisMachine(address)) {
            try {
                InetAddress self = InetAddress.getLocalHost();
                names.add(self.getHostName());
                names.add(self.getCanonicalHostName());
            } catch (UnknownHostException e) {
                LOG.debug("the name of this machine cannot be resolved", e);
            }
        }
        return names;
    }

    private void warnIfOpen(InetSocketAddress address) {
        if (!address.getAddress().isLoopbackAddress() && options.certificate().isEmpty()) {
            LOG.warn(
                    "{} is open to the network, in plain text and to everybody: for tests only. TLS: --cert and --key",
                    RemoteAddress.of(address));
        }
    }

    private static String authority(String address, int port) {
        String host = address.equals("0.0.0.0") || address.equals("::") ? "localhost" : address;
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
