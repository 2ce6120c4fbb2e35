package nbe.agent.net;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.agent.tls.TlsSettings;

/**
 * A real transport to a {@link RehearsalAgent} in this process, over the loopback interface: it takes a rehearsed frame to the operating
 * system and back. Unlike other transports it blocks, and has posted the events of a call when it returns. One thread.
 */
public final class RehearsalTransport implements AgentTransport {
    private static final long PATIENCE_SECONDS = 5;

    private final Consumer<LinkEvent> inbox;
    private final RehearsalAgent agent;
    private final NettyTransport below;
    private final BlockingQueue<LinkEvent> events = new LinkedBlockingQueue<>();
    private long confirmedFrames;

    /**
     * @param inbox takes the events
     * @throws IOException if the loopback interface cannot be used
     */
    public RehearsalTransport(Consumer<LinkEvent> inbox, InstantSource wallClock) throws IOException {
        this.inbox = inbox;
        this.agent = RehearsalAgent.open();
        URI url = URI.create("ws://127.0.0.1:" + agent.port() + "/");
        this.below = new NettyTransport(LinkTarget.direct(url, TlsSettings.NONE), events::add, wallClock);
    }

    /** The number of frames with a mark that the other end has confirmed. */
    public long confirmedFrames() {
        return confirmedFrames;
    }

    @Override
    public void connect(long link) {
        agent.start();
        below.connect(link);
        await(LinkEvent.Opened.class);
    }

    @Override
    public void send(long link, Frame frame) {
        below.send(link, frame);
        // in this order: the system has the frame before the agent can answer, and one thread posts both
        await(LinkEvent.Sent.class);
        if (frame.mark().isPresent()) {
            await(LinkEvent.Confirmed.class);
            confirmedFrames++;
            inbox.accept(new LinkEvent.Heard(link)); // the transport below posts it only once a second
        }
    }

    /** Passes events on until one of this type. */
    private void await(Class<? extends LinkEvent> wanted) {
        LinkEvent event;
        do {
            try {
                event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            if (event == null || event instanceof LinkEvent.Lost) {
                throw new IllegalStateException("waited for " + wanted.getSimpleName() + ", got " + event);
            }
            inbox.accept(event);
        } while (!wanted.isInstance(event));
    }

    @Override
    public void ping(long link) {
        below.ping(link); // its pong is reported with the next frame
    }

    @Override
    public void readOn(long link) {
        below.readOn(link);
    }

    @Override
    public void close(long link, int code, String reason) {
        below.close(link, code, reason);
    }

    @Override
    public void abort(long link, LinkCause cause) {
        below.abort(link, cause);
    }

    @Override
    public void close() {
        agent.close();
        below.close();
    }
}
