package nbe.agent.net;

import static nbe.agent.net.TestAgent.PING;
import static nbe.agent.net.TestAgent.PONG;
import static nbe.agent.net.TestAgent.TEXT;
import static nbe.agent.net.TestAgent.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Text;
import nbe.agent.net.TestAgent.WireFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pings, floods, and an agent that does not read: memory stays bounded. */
@Timeout(30)
class TransportFloodsIT extends TransportRig {
    @Test
    void messagesThatNobodyReadsFillTheSocketAndNotTheMemory() throws Exception {
        connect(peer -> {
            peer.upgrade();
            byte[] message = frame(true, TEXT, "x".repeat(60_000).getBytes(StandardCharsets.UTF_8));
            for (int sent = 0; ; sent++) {
                agent.seen.add(sent);
                peer.send(message);
            }
        });
        events.next(Opened.class);
        events.next(Text.class);
        int most = 0;
        for (Object sent = 0; sent != null; sent = agent.seen.poll(500, TimeUnit.MILLISECONDS)) {
            most = (Integer) sent;
        }
        assertTrue(most * 60_000L < 20_000_000, most + " messages were taken in, though none was asked for");
    }

    @Test
    void nothingMoreIsReadWhileAMessageWaitsThoughAnotherHasBegun() throws Exception {
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < 472; i++) {
            pings.writeBytes(frame(true, PING, new byte[125])); // 60,000 bytes in all
        }
        connect(peer -> {
            peer.upgrade();
            peer.text("unread");
            peer.send(frame(false, TEXT, new byte[1]));
            for (int sent = 0; ; sent++) {
                agent.seen.add(sent);
                peer.send(pings.toByteArray());
            }
        });
        events.next(Opened.class);
        events.next(Text.class);
        int most = 0;
        for (Object sent = 0; sent != null; sent = agent.seen.poll(500, TimeUnit.MILLISECONDS)) {
            most = (Integer) sent;
            assertTrue(most * 60_000L < 20_000_000, most + " rounds of pings were read");
        }
    }

    @Test
    void everyPingOfAFloodIsAnsweredWithItsData() throws Exception {
        int pings = 2_000;
        connect(peer -> {
            peer.upgrade();
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int i = 0; i < pings; i++) {
                flood.writeBytes(frame(true, PING, Integer.toString(i).getBytes(StandardCharsets.US_ASCII)));
            }
            peer.send(flood.toByteArray());
            for (int i = 0; i < pings; i++) {
                WireFrame pong = peer.read();
                if (pong.opcode() != PONG || !pong.text().equals(Integer.toString(i))) {
                    throw new AssertionError(pong + " instead of pong " + i);
                }
            }
            peer.text("all answered");
            peer.readToEnd();
        });
        events.next(Opened.class);
        assertEquals("all answered", events.next(Text.class).text());
    }

    @Test
    void pongsForAnAgentThatDoesNotReadDoNotPileUp() throws Exception {
        int thousands = 200;
        connect(peer -> {
            peer.upgrade();
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) {
                flood.writeBytes(frame(true, PING, new byte[125]));
            }
            // 25 MB of pings, whose pongs no socket buffer holds
            for (int i = 0; i < thousands; i++) {
                peer.send(flood.toByteArray());
            }
            peer.text("flood is over");
            int pongs = 0;
            while (peer.read().opcode() == PONG) {
                pongs++;
            }
            agent.seen.add(pongs);
        });
        events.next(Opened.class);
        assertEquals("flood is over", events.next(Text.class, 20_000).text());
        transport.close(1, 1000, "");
        int pongs = agent.next(Integer.class);
        assertTrue(pongs < thousands * 1_000 * 3 / 4, pongs + " pongs were kept");
        lost(Kind.CLOSED_BY_US);
    }

    @Test
    void aPingGoesOutAndItsPongIsHeard() throws Exception {
        CountDownLatch pinged = new CountDownLatch(1);
        connect(peer -> {
            agent.seen.add(peer.upgrade().read());
            pinged.await();
            peer.send(frame(true, PONG, new byte[0]));
            peer.readToEnd();
        });
        events.next(Opened.class);
        transport.ping(1);
        assertEquals(PING, agent.next(WireFrame.class).opcode());
        pinged.countDown();
        assertTrue(events.heard(5_000));
    }

    @Test
    void heardIsToldOnceASecondAtMostAndTheLastBytesAreTold() throws Exception {
        CountDownLatch quiet = new CountDownLatch(1);
        connect(peer -> {
            peer.upgrade();
            quiet.await();
            for (int i = 0; i < 25; i++) {
                peer.send(frame(true, PONG, new byte[0]));
                quiet.await(20, TimeUnit.MILLISECONDS);
            }
            peer.readToEnd();
        });
        events.next(Opened.class);
        assertFalse(events.heard(1_200), "the answer to the handshake is told as Opened");
        quiet.countDown();
        assertTrue(events.heard(5_000), "the first bytes at once");
        assertFalse(events.heard(500), "no more within the second");
        assertTrue(events.heard(5_000), "what came since at its end");
        assertFalse(events.heard(1_200), "nothing more came");
    }
}
