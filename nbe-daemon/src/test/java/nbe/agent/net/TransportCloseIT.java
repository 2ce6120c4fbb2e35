package nbe.agent.net;

import static nbe.agent.net.TestAgent.CLOSE;
import static nbe.agent.net.TestAgent.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.net.TestAgent.WireFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a connection, from either side. */
@Timeout(30)
class TransportCloseIT extends TransportRig {
    @Test
    void abortCutsAFrameThatIsHalfSent() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        connect(peer -> {
            peer.upgrade();
            reads.await();
            peer.readToEnd();
        });
        events.next(Opened.class);
        transport.send(1, Frame.unmarked("test", "x".repeat(20_000_000)));
        assertNull(events.poll(200));
        transport.abort(1, new LinkCause(Kind.STUCK, "too slow"));
        lost(Kind.STUCK, "too slow");
        reads.countDown();
        assertEquals(java.net.SocketException.class, agent.next(Exception.class).getClass(), "reset, not ended");
    }

    @Test
    void aCloseFrameOfTheAgentIsAnsweredAndThatIsTheEnd() throws Exception {
        connect(peer -> {
            peer.upgrade();
            peer.close(1012, "restart\nnow");
            agent.seen.add(peer.read());
            peer.readToEnd();
            agent.seen.add("end");
        });
        events.next(Opened.class);
        lost(Kind.CLOSED_BY_AGENT, "1012", "restart?now");
        assertEquals(1012, agent.next(WireFrame.class).code());
        assertEquals("end", agent.next(String.class));
    }

    @Test
    void anEndWithoutACloseFrameIsToldSo() throws Exception {
        connect(Peer::upgrade);
        events.next(Opened.class);
        lost(Kind.IO, "without a word");
    }

    @Test
    void aResetIsToldSo() throws Exception {
        connect(peer -> peer.upgrade().reset());
        events.next(Opened.class);
        lost(Kind.IO, "broke");
    }

    @Test
    void closeSendsTheCodeAndEndsWithTheAnswer() throws Exception {
        connect(peer -> {
            peer.upgrade();
            WireFrame close = peer.read();
            agent.seen.add(close);
            peer.send(frame(true, CLOSE, close.data()));
        });
        events.next(Opened.class);
        transport.close(1, 1000, "the endpoint stops");
        lost(Kind.CLOSED_BY_US, "1000");
        WireFrame close = agent.next(WireFrame.class);
        assertEquals(CLOSE, close.opcode());
        assertEquals(1000, close.code());
    }

    @Test
    void closeIsForcedIfTheAgentDoesNotAnswer() throws Exception {
        connect(
                peer -> {
                    peer.upgrade();
                    agent.seen.add(peer.read());
                    peer.readToEnd();
                },
                QUICK);
        events.next(Opened.class);
        transport.close(1, 1001, "nothing received");
        lost(Kind.CLOSED_BY_US);
        assertEquals(1001, agent.next(WireFrame.class).code());
        assertEquals(java.net.SocketException.class, agent.next(Exception.class).getClass(), "reset");
    }

    @Test
    void closingTheTransportClosesWith1000AndEndsItsThreads() throws Exception {
        connect(peer -> {
            peer.upgrade();
            WireFrame close = peer.read();
            agent.seen.add(close);
            peer.send(frame(true, CLOSE, close.data()));
        });
        events.next(Opened.class);
        transport.close();
        assertEquals(1000, agent.next(WireFrame.class).code());
        lost(Kind.CLOSED_BY_US);
        joinThreads("agent-io");
    }

    @Test
    void closingTheTransportTakesHalfASecondAtMost() throws Exception {
        connect(peer -> {
            peer.upgrade();
            peer.readToEnd();
        });
        events.next(Opened.class);
        long before = System.nanoTime();
        transport.close();
        long millis = (System.nanoTime() - before) / 1_000_000;
        assertTrue(millis < 900, "it took " + millis + " ms");
        lost(Kind.CLOSED_BY_US);
    }

    @Test
    void closingTheTransportInTheMiddleOfAnAttemptEndsIt() throws Exception {
        connect(Peer::readToEnd);
        agent.seen.clear();
        transport.close();
        lost(Kind.CLOSED_BY_US);
        joinThreads("agent-io");
    }
}
