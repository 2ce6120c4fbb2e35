package nbe.agent.net;

import static nbe.agent.net.TestAgent.BINARY;
import static nbe.agent.net.TestAgent.CLOSE;
import static nbe.agent.net.TestAgent.PING;
import static nbe.agent.net.TestAgent.PONG;
import static nbe.agent.net.TestAgent.TEXT;
import static nbe.agent.net.TestAgent.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Confirmed;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;
import nbe.agent.net.TestAgent.WireFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages in both directions, and frames that break the protocol. */
@Timeout(30)
class TransportFramesIT extends TransportRig {

    @Test
    void textGoesOutInOneMaskedFrameAndSentFollows() throws Exception {
        connect(peer -> {
            agent.seen.add(peer.upgrade().read());
            agent.seen.add(peer.read());
            peer.readToEnd();
        });
        events.next(Opened.class);
        transport.send(1, Frame.unmarked("test", "{\"a\":\"ä€\"}"));
        events.next(Sent.class);
        WireFrame frame = agent.next(WireFrame.class);
        assertEquals(TEXT, frame.opcode());
        assertTrue(frame.last());
        assertEquals("{\"a\":\"ä€\"}", frame.text());
        transport.send(1, Frame.unmarked("test", "x".repeat(100_000)));
        events.next(Sent.class);
        assertEquals(100_000, agent.next(WireFrame.class).data().length);
    }

    @Test
    void behindAMarkedTextGoesAPingWhosePongConfirmsIt() throws Exception {
        connect(peer -> {
            agent.seen.add(peer.upgrade().read());
            WireFrame ping = peer.read();
            agent.seen.add(ping);
            peer.send(frame(true, PONG, ping.data()));
            peer.readToEnd();
        });
        events.next(Opened.class);
        transport.send(1, new Frame("test", "tap", OptionalLong.of(258)));
        events.next(Sent.class);
        assertEquals("tap", agent.next(WireFrame.class).text());
        assertEquals(PING, agent.next(WireFrame.class).opcode());
        assertEquals(258, events.next(Confirmed.class).mark());
    }

    @Test
    void aPongThatCarriesNoMarkConfirmsNothing() throws Exception {
        connect(peer -> {
            peer.upgrade().read();
            peer.send(frame(true, PONG, new byte[0]));
            peer.send(frame(true, PONG, "unasked for".getBytes(StandardCharsets.UTF_8)));
            peer.text("{}");
            peer.readToEnd();
        });
        events.next(Opened.class);
        transport.send(1, new Frame("test", "tap", OptionalLong.of(1)));
        events.next(Sent.class);
        assertEquals("{}", events.next(Text.class).text());
    }

    @Test
    void aSecondFrameBeforeSentIsAFaultOfTheCaller() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        connect(peer -> {
            peer.upgrade();
            reads.await();
            peer.readToEnd();
        });
        events.next(Opened.class);
        // more than the socket buffers of both sides hold
        transport.send(1, Frame.unmarked("test", "x".repeat(20_000_000)));
        assertThrows(IllegalStateException.class, () -> transport.send(1, Frame.unmarked("test", "y")));
        assertNull(events.poll(200), "not sent while the agent does not read");
        reads.countDown();
        events.next(Sent.class);
    }

    @Test
    void fragmentsAreJoinedAndAPingBetweenThemIsAnswered() throws Exception {
        connect(peer -> {
            peer.upgrade();
            byte[] text = "{\"a\":\"€\"}".getBytes(StandardCharsets.UTF_8);
            // the cut goes through the euro sign
            peer.send(frame(false, TEXT, java.util.Arrays.copyOf(text, 7)));
            peer.send(frame(true, PING, "between".getBytes(StandardCharsets.UTF_8)));
            WireFrame pong = peer.read();
            agent.seen.add(pong);
            peer.send(frame(false, 0, new byte[0]));
            peer.send(frame(true, 0, java.util.Arrays.copyOfRange(text, 7, text.length)));
            peer.readToEnd();
        });
        events.next(Opened.class);
        assertEquals("{\"a\":\"€\"}", events.next(Text.class).text());
        WireFrame pong = agent.next(WireFrame.class);
        assertEquals(PONG, pong.opcode());
        assertEquals("between", pong.text());
    }

    @Test
    void theNextMessageIsReadOnlyWhenToldTo() throws Exception {
        connect(peer -> {
            peer.upgrade();
            for (int i = 1; i <= 3; i++) {
                peer.text("message " + i);
            }
            peer.close(1000, "");
            agent.seen.add(peer.read());
        });
        events.next(Opened.class);
        assertEquals("message 1", events.next(Text.class).text());
        assertNull(events.poll(100));
        transport.readOn(1);
        assertEquals("message 2", events.next(Text.class).text());
        transport.readOn(1);
        assertEquals("message 3", events.next(Text.class).text());
        transport.readOn(1);
        lost(Kind.CLOSED_BY_AGENT);
        assertEquals(1000, agent.next(WireFrame.class).code());
    }

    @Test
    void aMessageOf65536BytesIsFine() throws Exception {
        connect(peer -> {
            peer.upgrade();
            peer.text("x".repeat(65_536));
            peer.readToEnd();
        });
        events.next(Opened.class);
        assertEquals(65_536, events.next(Text.class).text().length());
    }

    @Test
    void aMessageOfOneByteMoreClosesWith1009() throws Exception {
        assertClosedWith(1009, frame(true, TEXT, new byte[65_537]));
    }

    @Test
    void fragmentsThatAreTooBigTogetherCloseWith1009() throws Exception {
        assertClosedWith(
                1009,
                frame(false, TEXT, new byte[40_000]),
                frame(false, 0, new byte[25_536]),
                frame(true, 0, new byte[1]));
    }

    @Test
    void aBinaryMessageClosesWith1003() throws Exception {
        assertClosedWith(1003, frame(true, BINARY, new byte[] {1, 2, 3}));
    }

    @Test
    void theFirstFragmentOfABinaryMessageClosesWith1003() throws Exception {
        assertClosedWith(1003, frame(false, BINARY, new byte[] {1, 2, 3}));
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() throws Exception {
        assertClosedWith(1007, frame(true, TEXT, new byte[] {'{', (byte) 0xC3, 0x28, '}'}));
    }

    @Test
    void aMaskedFrameClosesWith1002() throws Exception {
        assertClosedWith(1002, new byte[] {(byte) 0x81, (byte) 0x81, 1, 2, 3, 4, 'x'});
    }

    @Test
    void reservedBitsCloseWith1002() throws Exception {
        assertClosedWith(1002, frame(0x80 | 0x40 | TEXT, new byte[] {'x'}));
    }

    @Test
    void unknownOpcodesCloseWith1002() throws Exception {
        assertClosedWith(1002, frame(true, 3, new byte[] {'x'}));
    }

    @Test
    void aContinuationOfNothingClosesWith1002() throws Exception {
        assertClosedWith(1002, frame(true, 0, new byte[] {'x'}));
    }

    @Test
    void aNewMessageInsideAFragmentedOneClosesWith1002() throws Exception {
        assertClosedWith(1002, frame(false, TEXT, new byte[] {'x'}), frame(true, TEXT, new byte[] {'y'}));
    }

    @Test
    void aFragmentedPingClosesWith1002() throws Exception {
        assertClosedWith(1002, frame(false, PING, new byte[] {'x'}));
    }

    private void assertClosedWith(int code, byte[]... frames) throws Exception {
        connect(peer -> {
            peer.upgrade();
            for (byte[] frame : frames) {
                peer.send(frame);
            }
            // and on it goes: the close frame must come through all the same
            peer.send(new byte[10_000]);
            agent.seen.add(peer.read());
            peer.readToEnd();
        });
        events.next(Opened.class);
        lost(Kind.PROTOCOL, "closed with " + code);
        WireFrame close = agent.next(WireFrame.class);
        assertEquals(CLOSE, close.opcode());
        assertEquals(code, close.code());
    }
}
