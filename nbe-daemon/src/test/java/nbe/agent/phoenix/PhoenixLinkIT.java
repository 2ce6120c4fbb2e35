package nbe.agent.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nbe.agent.AgentLinks;
import nbe.agent.AgentProbe;
import nbe.agent.link.AgentLink;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkEvent;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.NettyTransport;
import nbe.agent.net.TestAgent;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.tls.TlsSettings;
import nbe.base.Finding;
import nbe.base.Finding.Grade;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Phoenix channels over real TCP, against a peer that does what Phoenix does, frame by frame. */
@Timeout(30)
class PhoenixLinkIT {
    private static final String OK = "{\"status\":\"ok\",\"response\":{}}";

    private TestAgent agent;
    private NettyTransport transport;

    @AfterEach
    void close() throws Exception {
        if (transport != null) {
            transport.close();
        }
        agent.close();
    }

    private LinkTarget target() {
        return LinkTarget.direct(agent.url(), TlsSettings.NONE).phoenix("desk-7");
    }

    private static void reply(Peer peer, String refs, String payload) throws Exception {
        peer.text("[" + refs + ",\"endpoint:desk-7\",\"phx_reply\"," + payload + "]");
    }

    @Test
    void theQueryAsksForTheSerializerThatIsSpoken() throws Exception {
        agent = new TestAgent(peer -> agent.seen.add(peer.upgrade().request.get(0)));
        new AgentProbe(target(), System::nanoTime, InstantSource.system(), Map.of(), InetAddress::getAllByName).run();
        assertEquals("GET /socket/websocket?vsn=2.0.0 HTTP/1.1", agent.next(String.class));
        agent.play(peer -> agent.seen.add(peer.upgrade().request.get(0)));
        LinkTarget own = LinkTarget.direct(URI.create(agent.url() + "?token=a%20b"), TlsSettings.NONE)
                .phoenix("desk-7");
        new AgentProbe(own, System::nanoTime, InstantSource.system(), Map.of(), InetAddress::getAllByName).run();
        assertEquals("GET /socket/websocket?token=a%20b&vsn=2.0.0 HTTP/1.1", agent.next(String.class));
    }

    @Test
    void doctorJoinsTheTopicAndSaysSo() throws Exception {
        agent = new TestAgent(peer -> {
            agent.seen.add(peer.upgrade().read().text());
            reply(peer, "\"1\",\"1\"", OK);
            agent.seen.add(peer.read().code());
            peer.close(1000, "");
        });
        List<Finding> findings = new AgentProbe(
                        target(), System::nanoTime, InstantSource.system(), Map.of(), InetAddress::getAllByName)
                .run();
        assertEquals(
                Finding.ok("agent", "WebSocket handshake done, channel endpoint:desk-7 joined, and closed again"),
                findings.get(findings.size() - 1));
        assertEquals("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_join\",{}]", agent.next(String.class));
        assertEquals(1000, agent.next(Integer.class));
    }

    @Test
    void doctorTellsWhyAJoinIsRefused() throws Exception {
        agent = new TestAgent(peer -> {
            peer.upgrade().read();
            reply(peer, "\"1\",\"1\"", "{\"status\":\"error\",\"response\":{\"reason\":\"unmatched topic\"}}");
            peer.read();
            peer.close(1000, "");
        });
        List<Finding> findings = new AgentProbe(
                        target(), System::nanoTime, InstantSource.system(), Map.of(), InetAddress::getAllByName)
                .run();
        Finding last = findings.get(findings.size() - 1);
        assertEquals(Grade.WRONG, last.grade());
        assertTrue(
                last.text()
                        .startsWith(
                                "JOIN: 127.0.0.1:" + agent.port()
                                        + ": the agent refuses the join of endpoint:desk-7: unmatched topic (it knows no such topic)"),
                last.text());
    }

    @Test
    void aChannelThatCrashesIsJoinedAgainOnTheSameConnection() throws Exception {
        agent = new TestAgent(peer -> {
            agent.seen.add(peer.upgrade().read().text());
            reply(peer, "\"1\",\"1\"", OK);
            agent.seen.add(peer.read().text());
            peer.text("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_error\",{}]");
            agent.seen.add(peer.read().text());
            reply(peer, "\"3\",\"3\"", OK);
            agent.seen.add(peer.read().text());
            reply(peer, "\"3\",\"4\"", OK);
            peer.text("[null,null,\"endpoint:desk-7\",\"presence\",{\"payload\":{},\"exchange\":\"a\"}]");
            peer.readToEnd();
        });
        BlockingQueue<LinkEvent> raw = new LinkedBlockingQueue<>();
        transport = new NettyTransport(target(), raw::add, InstantSource.system());
        AgentLink link = AgentLinks.over(transport, target(), System::nanoTime, operation -> {});
        link.connect(1);
        assertEquals(1, await(link, raw, LinkEvent.Opened.class).link());
        link.send(1, Frame.unmarked("endpoint", "{\"operation\":\"endpoint\"}"));
        await(link, raw, LinkEvent.Lost.class);
        link.connect(2);
        assertEquals(2, await(link, raw, LinkEvent.Opened.class).link());
        link.send(2, Frame.unmarked("endpoint", "{\"operation\":\"endpoint\"}"));
        assertEquals(
                "{\"payload\":{},\"exchange\":\"a\",\"operation\":\"presence\"}",
                await(link, raw, LinkEvent.Text.class).text());
        assertEquals(
                List.of(
                        "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_join\",{}]",
                        "[\"1\",\"2\",\"endpoint:desk-7\",\"endpoint\",{\"operation\":\"endpoint\"}]",
                        "[\"3\",\"3\",\"endpoint:desk-7\",\"phx_join\",{}]",
                        "[\"3\",\"4\",\"endpoint:desk-7\",\"endpoint\",{\"operation\":\"endpoint\"}]"),
                seen(4));
        assertEquals(1, agent.accepted());
    }

    private List<String> seen(int count) throws InterruptedException {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(agent.next(String.class));
        }
        return frames;
    }

    private static <T extends LinkEvent> T await(AgentLink link, BlockingQueue<LinkEvent> raw, Class<T> type)
            throws InterruptedException {
        while (true) {
            LinkEvent event = raw.poll(5, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + type.getSimpleName() + " within 5 s");
            }
            for (LinkEvent told : link.onEvent(event, System.nanoTime())) {
                if (type.isInstance(told)) {
                    return type.cast(told);
                }
            }
        }
    }
}
