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
import nbe.referenceagent.console.Story;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.directory.DirectoryFile;
import nbe.referenceagent.net.AccessRule;
import nbe.referenceagent.net.AgentStartException;
import nbe.referenceagent.net.Common;
import nbe.referenceagent.net.Door;
import nbe.referenceagent.net.FatalErrors;
import nbe.referenceagent.net.Keepalive;
import nbe.referenceagent.net.ListeningSocket;
import nbe.referenceagent.net.Remote;
import nbe.referenceagent.net.TlsFiles;
import nbe.referenceagent.net.Unread;
import nbe.referenceagent.net.WebSocketSession;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.referenceagent.switchboard.DirectoryNews;
import nbe.referenceagent.switchboard.EndpointSide;
import nbe.referenceagent.switchboard.NeaSide;
import nbe.referenceagent.switchboard.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for the Nymi Agent (contract section 6): endpoints on one port, NEAs and the console page on the other.
 *
 * <p>{@link #start()} returns once both ports are bound; {@link #close()} ends within a second. Any thread but the listener's.
 * Its own threads are daemon threads: they do not keep the program alive.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // closing goes on whatever single closes answer; the look at the directory never
// fails
public final class ReferenceAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final Duration DIRECTORY_LOOK = Duration.ofSeconds(1);
    private static final Duration GOODBYES = Duration.ofMillis(500);
    private static final Duration LOOP_END = Duration.ofMillis(200);
    private static final int GOING_AWAY = 1001;

    private final AgentOptions options;
    private final FatalErrors fatal;
    private final Common common;
    private final int connectionsAtMost;
    private final Story story;
    private final MultiThreadIoEventLoopGroup loop;
    private final Switchboard switchboard;
    private final DirectoryNews directoryNews;
    private final Optional<DirectoryFile> directoryFile;
    private final AtomicBoolean closed = new AtomicBoolean();
    private ListeningSocket endpoints;
    private ListeningSocket webApi;

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
        story = new Story(options.listener(), options.clock(), fatal);
        loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("reference-agent", true), NioIoHandler.newFactory());
        loop.terminationFuture().addListener(ended -> {
            if (!closed.get()) {
                fatal.cannotGoOn(new IllegalStateException("the loop of all connections has ended"));
            }
        });
        ChannelGroup clients = new DefaultChannelGroup(loop.next(), true);
        common = new Common(keepalive, clients, new Unread(Unread.ALL_AT_MOST_BYTES), fatal);
        directoryNews = new DirectoryNews(options.clock(), story::add);
        directoryFile = options.bandsFile().map(file -> new DirectoryFile(file, options.clock(), directoryNews));
        switchboard = new Switchboard(this::directory, this::alarm, options.clock(), story::add);
    }

    /**
     * Binds both ports.
     *
     * @throws AgentStartException if a port is taken or a file cannot be used; nothing is left running then
     */
    public void start() throws AgentStartException {
        try {
            directory();
            if (!directoryNews.problems().isEmpty()) {
                throw new AgentStartException(
                        AgentStartException.Cause.BANDS_FILE,
                        String.join(System.lineSeparator(), directoryNews.problems()),
                        null);
            }
            Optional<SslContext> tls = options.certificate().isPresent()
                    ? Optional.of(TlsFiles.context(
                            options.certificate().orElseThrow(), options.key().orElseThrow()))
                    : Optional.empty();
            endpoints = new ListeningSocket(endpointsDoor(), tls, common, connectionsAtMost);
            webApi = new ListeningSocket(webApiDoor(), tls, common, connectionsAtMost);
            endpoints.bind(loop, options.endpointsAddress(), options.endpointsPort(), "--port");
            webApi.bind(loop, options.webApiAddress(), options.webApiPort(), "--webapi-port");
        } catch (AgentStartException | RuntimeException e) {
            close();
            throw e;
        }
        story.start();
        directoryFile.ifPresent(file -> loop.next()
                .scheduleWithFixedDelay(
                        fatal.guard(file::current),
                        DIRECTORY_LOOK.toMillis(),
                        DIRECTORY_LOOK.toMillis(),
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

    /** What goes into an endpoint's {@code agent_url}, once started. */
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

    /** The last events, at most {@value Story#KEPT_AT_MOST}, oldest first. Any thread. */
    public List<AgentEvent> recentEvents() {
        return story.recent();
    }

    /** Says goodbye to every client (1001), and ends within a second whatever they do. */
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
        loop.next().execute(this::sayGoodbye);
        common.clients().newCloseFuture().awaitUninterruptibly(GOODBYES.toMillis());
        loop.shutdownGracefully(0, LOOP_END.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LOOP_END.toMillis());
        story.close();
    }

    private void sayGoodbye() {
        for (Channel client : common.clients()) {
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

    private Runnable alarm(Duration delay, Runnable task) {
        ScheduledFuture<?> future = loop.next().schedule(fatal.guard(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    private Door endpointsDoor() {
        // Where the listener is open to a network, endpoints come to it by names that nobody here can know.
        boolean anyName = !AccessRule.isThisMachine(options.endpointsAddress());
        return new Door(
                "endpoints",
                AgentOptions.ENDPOINTS_PATH,
                new AccessRule(options.allowedOrigins(), ownNames(options.endpointsAddress()), anyName),
                true,
                Map.of(),
                outlet -> new EndpointSide(switchboard, outlet));
    }

    private Door webApiDoor() {
        EndpointsResource resource = new EndpointsResource(switchboard);
        Map<String, Function<String, FullHttpResponse>> pages = new HashMap<>(new ConsoleFiles().pages());
        pages.put("/endpoints", host -> resource.response());
        return new Door(
                "NEAs",
                null,
                new AccessRule(options.allowedOrigins(), ownNames(options.webApiAddress()), false),
                false,
                Map.copyOf(pages),
                outlet -> new NeaSide(switchboard, outlet));
    }

    /** The names by which this machine goes, where that matters: on loopback there is but the one. */
    private static Set<String> ownNames(String address) {
        Set<String> names = new HashSet<>();
        names.add(address);
        if (!AccessRule.isThisMachine(address)) {
            try {
                InetAddress self = InetAddress.getLocalHost();
                names.add(self.getHostName());
                names.add(self.getCanonicalHostName());
            } catch (UnknownHostException e) {
                LOG.debug("this machine does not know its own name", e);
            }
        }
        return names;
    }

    private void warnIfOpen(InetSocketAddress address) {
        if (!address.getAddress().isLoopbackAddress() && options.certificate().isEmpty()) {
            LOG.warn(
                    "{} is open to the network, in plain text and to everybody: for tests only. TLS: --cert and --key",
                    Remote.of(address));
        }
    }

    private static String authority(String address, int port) {
        String host = address.equals("0.0.0.0") || address.equals("::") ? "localhost" : address;
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
