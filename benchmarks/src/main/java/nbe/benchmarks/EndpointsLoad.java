package nbe.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import nbe.testing.RigFailure;
import nbe.testing.WebSocketClient;

/**
 * Endpoints, and an NEA for each of them, as light WebSocket clients in one process: one thread for the endpoints, one for the
 * NEAs. All methods are for one thread.
 */
final class EndpointsLoad implements AutoCloseable {
    private static final int LARGEST_ANSWER_BYTES = 65_536;
    private static final int AT_THE_SAME_TIME = 50;
    private static final long STEP_MILLIS = 1;
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long END_MILLIS = 500;
    /** One message in so many is an intent, the others are changes of presence. */
    private static final int INTENT_EVERY = 5;

    private final int count;
    private final int bands;
    private final LongSupplier clock;
    private final MultiThreadIoEventLoopGroup endpointLoop = loop("endpoints");
    private final MultiThreadIoEventLoopGroup neaLoop = loop("neas");
    private final Channel[] endpoints;
    /** Of each endpoint: the send times of intents that its NEA has not received yet. */
    private final Queue<Long>[] underWay;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicLong presences = new AtomicLong();
    private final AtomicLong unasked = new AtomicLong();
    private final Queue<Double> latenciesMillis = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;

    // On the endpoints' thread.
    private long sent;
    private long intents;

    /**
     * The result of one rate.
     *
     * @param sent messages of all endpoints
     * @param intents of them
     * @param missing intents that had not come to their NEA {@code patience} after the last was sent
     */
    record Outcome(long sent, long intents, long missing, double seconds, List<Double> latenciesMillis) {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generics
    EndpointsLoad(int count, int bands, LongSupplier clock) {
        this.count = count;
        this.bands = bands;
        this.clock = clock;
        endpoints = new Channel[count];
        underWay = new Queue[count];
        for (int i = 0; i < count; i++) {
            underWay[i] = new ConcurrentLinkedQueue<>();
        }
    }

    private static MultiThreadIoEventLoopGroup loop(String name) {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /** Connects all endpoints; each says who it is, that its adapter is ready, and which bands are there. */
    void connectEndpoints(URI url) throws RigFailure, InterruptedException {
        connect(endpointLoop.next(), url, (number, channel) -> {
            endpoints[number] = channel;
            channel.write(new TextWebSocketFrame(hello(number)));
            channel.write(new TextWebSocketFrame(WebSocketClient.envelope("ble_ready", "{}")));
            for (int band = 0; band < bands; band++) {
                channel.write(new TextWebSocketFrame(presence(number, band, 0)));
            }
            channel.flush();
        });
    }

    /** Connects the NEAs, and waits until each knows all bands of its endpoint. */
    void connectNeas(URI url) throws RigFailure, InterruptedException {
        presences.set(0);
        connect(
                neaLoop.next(),
                url,
                (number, channel) -> channel.writeAndFlush(
                        new TextWebSocketFrame("{\"operation\":\"subscribe_endpoint\",\"exchange\":\"1\",\"payload\":"
                                + "{\"endpoint_id\":\"" + id(number) + "\"},\"status\":0,\"error\":{}}")));
        await(() -> presences.get() >= (long) count * bands, "every NEA knows every band");
    }

    private interface Begin {
        void open(int number, Channel channel);
    }

    private void connect(EventLoop loop, URI url, Begin begin) throws RigFailure, InterruptedException {
        open.set(0);
        for (int i = 0; i < count; i++) {
            int before = i - AT_THE_SAME_TIME;
            await(() -> open.get() > before, "connections open");
            int number = i;
            new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ClientSetup(url, number, begin))
                    .connect(url.getHost(), url.getPort())
                    .addListener(connecting -> lost.addAndGet(connecting.isSuccess() ? 0 : 1));
        }
        await(() -> open.get() == count, "all connections are open");
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition, String what) throws RigFailure, InterruptedException {
        long end = clock.getAsLong() + WAIT_NANOS;
        while (!condition.holds()) {
            if (lost.get() > 0) {
                throw new RigFailure(lost.get() + " connections were refused or lost before: " + what);
            }
            if (clock.getAsLong() - end >= 0) {
                throw new RigFailure("not within " + TimeUnit.NANOSECONDS.toSeconds(WAIT_NANOS) + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /**
     * Sends at that rate: each endpoint in turn sends a message, one in {@value #INTENT_EVERY} an intent, the others changes of
     * presence. Evenly, also if the agent does not keep up.
     */
    Outcome run(double perSecond, int seconds, int patienceSeconds) throws RigFailure, InterruptedException {
        sent = 0;
        intents = 0;
        latenciesMillis.clear();
        long begin = clock.getAsLong();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        ScheduledFuture<?> ticks = endpointLoop
                .next()
                .scheduleAtFixedRate(() -> send(begin, perSecond, end), 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
        TimeUnit.SECONDS.sleep(seconds);
        ticks.cancel(false);
        try {
            endpointLoop.submit(() -> send(begin, perSecond, end)).get();
        } catch (ExecutionException e) {
            throw new RigFailure("the endpoints failed", e);
        }
        double took = (clock.getAsLong() - begin) / 1e9;
        long patience = clock.getAsLong() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (underWay() > 0 && clock.getAsLong() - patience < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        long missing = underWay();
        for (Queue<Long> queue : underWay) {
            queue.clear();
        }
        if (lost.get() > 0) {
            throw new RigFailure(
                    lost.get() + " connections were lost at " + Math.round(perSecond) + " messages a second");
        }
        if (unasked.get() > 0) {
            throw new RigFailure(unasked.get() + " intents came that were not sent");
        }
        return new Outcome(sent, intents, missing, took, List.copyOf(latenciesMillis));
    }

    private long underWay() {
        long all = 0;
        for (Queue<Long> queue : underWay) {
            all += queue.size();
        }
        return all;
    }

    private void send(long begin, double perSecond, long end) {
        long due = (long) ((Math.min(clock.getAsLong(), end) - begin) / 1e9 * perSecond);
        ArrayDeque<Channel> written = new ArrayDeque<>();
        while (sent < due) {
            int number = (int) (sent % count);
            long round = sent / count;
            Channel channel = endpoints[number];
            if ((number + round) % INTENT_EVERY == 0) {
                underWay[number].add(clock.getAsLong());
                channel.write(new TextWebSocketFrame(intent(number, (int) (round % bands))));
                intents++;
            } else {
                channel.write(
                        new TextWebSocketFrame(presence(number, (int) (round % bands), 1 + (round / bands) % 250)));
            }
            written.add(channel);
            sent++;
        }
        written.forEach(Channel::flush);
    }

    private static String id(int number) {
        return "endpoint-" + number;
    }

    private static String band(int number, int band) {
        return String.format("C0:00:%02X:%02X:00:%02X", number >> 8 & 0xFF, number & 0xFF, band);
    }

    private static String hello(int number) {
        return WebSocketClient.envelope(
                "endpoint",
                "{\"endpoint_id\":\"" + id(number) + "\",\"version\":\"0.1.0\",\"platform\":\"benchmarks/endpoints\"}");
    }

    private static String presence(int number, int band, long request) {
        return WebSocketClient.envelope(
                "presence",
                "{\"device\":\"" + band(number, band)
                        + "\",\"state\":\"weak\",\"proximity\":\"near\",\"service_request_state\":" + request + "}");
    }

    private static String intent(int number, int band) {
        return WebSocketClient.envelope(
                "intent",
                "{\"device\":\"" + band(number, band) + "\",\"type\":\"BLE\",\"time\":\"2026-11-22T10:15:30.123Z\"}");
    }

    @Override
    public void close() {
        closing = true;
        endpointLoop.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(END_MILLIS);
        neaLoop.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(END_MILLIS);
    }

    private final class ClientSetup extends ChannelInitializer<SocketChannel> {
        private final URI url;
        private final int number;
        private final Begin begin;

        ClientSetup(URI url, int number, Begin begin) {
            this.url = url;
            this.number = number;
            this.begin = begin;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline()
                    .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(LARGEST_ANSWER_BYTES),
                            new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                                    .webSocketUri(url)
                                    .build()),
                            new Receiver(number, begin));
        }
    }

    private final class Receiver extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final int number;
        private final Begin begin;

        Receiver(int number, Begin begin) {
            this.number = number;
            this.begin = begin;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                begin.open(number, context.channel());
                open.incrementAndGet();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            long now = clock.getAsLong();
            String text = frame.text();
            if (text.contains("\"operation\":\"intent\"")) {
                Long at = underWay[number].poll();
                if (at == null) {
                    unasked.incrementAndGet();
                } else {
                    latenciesMillis.add((now - at) / 1e6);
                }
            } else if (text.contains("\"operation\":\"presence\"")) {
                presences.incrementAndGet();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!closing) {
                lost.incrementAndGet();
            }
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // channelInactive counts the end
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
