package nbe.agent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkLimits;
import nbe.agent.net.TestAgent.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Look-ups of the agent's name, and its addresses. */
@Timeout(30)
class TransportNamesIT extends TransportRig {

    @Test
    void anUnknownNameIsToldAndAskedAnewAtTheNextAttempt() throws Exception {
        agent = new TestAgent(peer -> peer.upgrade().readToEnd());
        CountDownLatch known = new CountDownLatch(1);
        connectTo(
                URI.create("ws://agent.test:" + agent.port() + "/"),
                host -> {
                    if (known.getCount() > 0) {
                        throw new UnknownHostException(host + ": Name or service not known");
                    }
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                LinkLimits.DEFAULT);
        lost(Kind.NAME_UNKNOWN, "agent.test", "agent_url");
        known.countDown();
        transport.connect(2);
        assertEquals(2, events.next(Opened.class).link());
    }

    @Test
    void aLookUpThatOutlivesItsAttemptServesTheNextOne() throws Exception {
        agent = new TestAgent(peer -> peer.upgrade().readToEnd());
        CountDownLatch answered = new CountDownLatch(1);
        Semaphore asked = new Semaphore(0);
        connectTo(
                URI.create("ws://agent.test:" + agent.port() + "/"),
                host -> {
                    asked.release();
                    awaitWithoutInterruption(answered);
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                QUICK);
        lost(Kind.TIMEOUT, "name look-up of agent.test", "do the name servers of this computer answer");
        transport.connect(2);
        answered.countDown();
        assertEquals(2, events.next(Opened.class).link());
        assertEquals(1, asked.availablePermits(), "one look-up for both");
    }

    @Test
    void whatALookUpFindsBetweenTwoAttemptsIsUsedOnceAndThenAskedAnew() throws Exception {
        agent = new TestAgent(peer -> peer.upgrade().readToEnd());
        CountDownLatch answered = new CountDownLatch(1);
        Semaphore asked = new Semaphore(0);
        connectTo(
                URI.create("ws://agent.test:" + agent.port() + "/"),
                host -> {
                    asked.release();
                    awaitWithoutInterruption(answered);
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                QUICK);
        lost(Kind.TIMEOUT, "name look-up of agent.test");
        answered.countDown();
        joinThreads("agent-dns");
        transport.connect(2);
        assertEquals(2, events.next(Opened.class).link());
        assertEquals(1, asked.availablePermits());
        transport.abort(2, new LinkCause(Kind.CLOSED_BY_US, "enough"));
        events.next(Lost.class);
        transport.connect(3);
        assertEquals(3, events.next(Opened.class).link());
        assertEquals(2, asked.availablePermits());
    }

    @Test
    void anAttemptThatALookUpLeftNoTimeForHandsTheAnswerToTheNextOnce() throws Exception {
        Semaphore asked = new Semaphore(0);
        agent = new TestAgent(Peer::readToEnd); // never answers, as if there had been no time
        connectTo(
                URI.create("ws://agent.test:" + agent.port() + "/"),
                host -> {
                    asked.release();
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                QUICK);
        for (int attempt = 1; attempt <= 3; attempt++) {
            Lost lost = events.next(Lost.class);
            assertEquals(attempt, lost.link());
            assertEquals(Kind.TIMEOUT, lost.cause().kind());
            assertEquals(attempt < 3 ? 1 : 2, asked.availablePermits(), "after attempt " + attempt);
            if (attempt < 3) {
                transport.connect(attempt + 1);
            }
        }
    }

    @Test
    void oneLookUpHangsAndNoMoreHoweverManyAttemptsThereAre() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        Semaphore asked = new Semaphore(0);
        connectTo(
                URI.create("ws://agent.test:1/"),
                host -> {
                    asked.release();
                    awaitWithoutInterruption(hanging);
                    throw new UnknownHostException(host);
                },
                new LinkLimits(100, 300));
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertEquals(attempt, events.next(Lost.class).link());
            if (attempt < 5) {
                transport.connect(attempt + 1);
            }
        }
        assertEquals(1, asked.availablePermits());
        hanging.countDown();
        joinThreads("agent-dns");
    }

    /** As the system's look-up, which knows nothing of interruption. */
    private static void awaitWithoutInterruption(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // the loop asks again
            }
        }
    }

    @Test
    void everyAddressOfANameIsTried() throws Exception {
        agent = new TestAgent(peer -> peer.upgrade().readToEnd());
        connectTo(
                URI.create("ws://agent.test:" + agent.port() + "/"),
                host -> new InetAddress[] {address("127.0.0.2"), address("::1"), InetAddress.getLoopbackAddress()},
                LinkLimits.DEFAULT);
        assertEquals("127.0.0.1:" + agent.port(), events.next(Opened.class).description());
    }

    @Test
    void ifNoAddressAnswersEachIsNamed() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        connectTo(
                URI.create("ws://agent.test:" + port + "/"),
                host -> new InetAddress[] {address("127.0.0.2"), address("127.0.0.3")},
                LinkLimits.DEFAULT);
        lost(Kind.REFUSED, "127.0.0.2:" + port, "127.0.0.3:" + port);
    }
}
