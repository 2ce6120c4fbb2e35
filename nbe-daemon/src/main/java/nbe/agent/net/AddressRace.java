package nbe.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connects TCP to the address of a name that answers first. The next address follows when one has failed, or has not answered within 250 ms,
 * while the earlier ones continue (RFC 8305 section 5, "Connection Attempt Delay"). Everything on the event loop.
 */
final class AddressRace {
    static final long DELAY_MILLIS = 250;

    interface Finish {
        void won(Channel channel, InetSocketAddress address);

        /** One failure for every address, in the order in which they came. */
        void allFailed(List<Failure> failures);
    }

    record Failure(InetSocketAddress address, Throwable reason) {}

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final int port;
    private final Finish finish;
    private final Deque<InetAddress> untried;
    private final List<ChannelFuture> running = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private ScheduledFuture<?> delay;
    private boolean over;

    /** @param addresses at least one, in the order in which to try them */
    AddressRace(EventLoop loop, Bootstrap bootstrap, List<InetAddress> addresses, int port, Finish finish) {
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.untried = new ArrayDeque<>(addresses);
        this.port = port;
        this.finish = finish;
    }

    void start() {
        InetSocketAddress address = new InetSocketAddress(untried.remove(), port);
        ChannelFuture connecting = bootstrap.connect(address);
        running.add(connecting);
        connecting.addListener(f -> finished(connecting, address));
        cancelDelay();
        if (!untried.isEmpty() && !over) {
            delay = loop.schedule(this::startNext, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Drops every connection of the race. */
    void cancel() {
        over = true;
        cancelDelay();
        List<ChannelFuture> losers = List.copyOf(running);
        running.clear();
        losers.forEach(AddressRace::drop);
    }

    private void finished(ChannelFuture connecting, InetSocketAddress address) {
        running.remove(connecting);
        if (over) {
            drop(connecting);
        } else if (connecting.isSuccess()) {
            cancel();
            finish.won(connecting.channel(), address);
        } else {
            failures.add(new Failure(address, connecting.cause()));
            startNext();
        }
    }

    private void startNext() {
        if (over) {
            return;
        }
        if (!untried.isEmpty()) {
            start();
        } else if (running.isEmpty()) {
            over = true;
            finish.allFailed(List.copyOf(failures));
        }
    }

    private void cancelDelay() {
        if (delay != null) {
            delay.cancel(false);
            delay = null;
        }
    }

    private static void drop(ChannelFuture connecting) {
        connecting.cancel(false);
        Futures.logFailure("dropping an address", connecting.channel().close());
    }
}
