package nbe.agent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvents;
import nbe.agent.link.LinkLimits;
import nbe.agent.tls.TlsSettings;
import org.junit.jupiter.api.AfterEach;

/** The transport against an agent of plain sockets; nothing may follow the end of a connection. */
abstract class TransportRig {
    static final LinkLimits QUICK = new LinkLimits(1_000, 300);

    final LinkEvents events = new LinkEvents();

    NettyTransport transport;

    TestAgent agent;

    void connect(TestAgent.Script script) throws Exception {
        connect(script, LinkLimits.DEFAULT);
    }

    void connect(TestAgent.Script script, LinkLimits limits) throws Exception {
        agent = new TestAgent(script);
        connectTo(agent.url(), InetAddress::getAllByName, limits);
    }

    void connectTo(URI url, NameLookup.Resolver resolver, LinkLimits limits) {
        transport = new NettyTransport(
                LinkTarget.direct(url, TlsSettings.NONE),
                events,
                InstantSource.system(),
                resolver,
                limits,
                ConnectSteps.IGNORED);
        transport.connect(1);
    }

    /** An address from its text, without a look-up. */
    static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getAllByName(text)[0];
    }

    Lost lost(Kind kind) throws InterruptedException {
        Lost lost = events.next(Lost.class);
        assertEquals(kind, lost.cause().kind(), lost.cause().text());
        assertEquals(1, lost.link());
        return lost;
    }

    Lost lost(Kind kind, String... words) throws InterruptedException {
        Lost lost = lost(kind);
        for (String word : words) {
            assertTrue(lost.cause().text().contains(word), lost.cause().text() + " does not say: " + word);
        }
        return lost;
    }

    @AfterEach
    void nothingFollowsTheEnd() throws Exception {
        if (transport != null) {
            transport.close();
        }
        if (agent != null) {
            agent.close();
        }
        LinkEvent event = events.poll(0);
        if (event instanceof Lost lost && lost.cause().kind() == Kind.CLOSED_BY_US) {
            event = events.poll(0);
        }
        assertNull(event);
    }

    static void joinThreads(String name) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                thread.join(5_000);
                assertTrue(!thread.isAlive(), name + " is still there");
            }
        }
    }
}
