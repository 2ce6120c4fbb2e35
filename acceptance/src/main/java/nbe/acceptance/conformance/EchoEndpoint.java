package nbe.acceptance.conformance;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.NettyTransport;
import nbe.agent.tls.TlsSettings;
import nbe.testing.RigFailure;

/** One connection of the daemon's own WebSocket client, which can echo what it receives: for conformance suites. */
final class EchoEndpoint {
    private static final long PATIENCE_S = 60;

    private EchoEndpoint() {}

    /**
     * Connects, and reads until the connection ends.
     *
     * @param echo whether each text is sent back
     * @return the first text that it received
     */
    static Optional<String> run(URI url, boolean echo) throws InterruptedException, RigFailure {
        BlockingQueue<LinkEvent> events = new LinkedBlockingQueue<>();
        Optional<String> first = Optional.empty();
        LinkTarget target = LinkTarget.direct(url, TlsSettings.NONE);
        try (NettyTransport transport = new NettyTransport(target, events::add, InstantSource.system())) {
            transport.connect(1);
            while (true) {
                LinkEvent event = events.poll(PATIENCE_S, TimeUnit.SECONDS);
                if (event == null) {
                    throw new RigFailure(url + ": nothing happened for " + PATIENCE_S + " s");
                } else if (event instanceof LinkEvent.Text text) {
                    first = first.or(() -> Optional.of(text.text()));
                    if (echo) {
                        transport.send(1, Frame.unmarked("echo", text.text()));
                    } else {
                        transport.readOn(1);
                    }
                } else if (event instanceof LinkEvent.Sent) {
                    transport.readOn(1);
                } else if (event instanceof LinkEvent.Lost lost) {
                    if (lost.cause().kind() == LinkCause.Kind.REFUSED) {
                        throw new RigFailure(lost.cause().text());
                    }
                    return first;
                }
            }
        }
    }
}
