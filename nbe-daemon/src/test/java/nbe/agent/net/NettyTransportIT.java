package nbe.agent.net;

import static nbe.agent.net.TestAgent.BINARY;
import static nbe.agent.net.TestAgent.CLOSE;
import static nbe.agent.net.TestAgent.PING;
import static nbe.agent.net.TestAgent.PONG;
import static nbe.agent.net.TestAgent.TEXT;
import static nbe.agent.net.TestAgent.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkEvent.Confirmed;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;
import nbe.agent.link.LinkEvents;
import nbe.agent.link.LinkLimits;
import nbe.agent.net.TestAgent.Frame;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.tls.TlsSettings;
import nbe.version.ProgramVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link over real TCP, against an agent that follows the protocol or breaks it. */
@Timeout(30)
class NettyTransportIT {
    private static final LinkLimits QUICK = new LinkLimits(1_000, 300);

    private final LinkEvents events = new LinkEvents();
    private NettyTransport transport;
    private TestAgent agent;

    private void connect(TestAgent.Script script) throws Exception {
        connect(script, LinkLimits.CONTRACT);
    }

    private void connect(TestAgent.Script script, LinkLimits limits) throws Exception {
        agent = new TestAgent(script);
        connectTo(agent.url(), InetAddress::getAllByName, limits);
    }

    private void connectTo(URI url, NameLookup.Resolver resolver, LinkLimits limits) {
        transport = new NettyTransport(
                LinkTarget.direct(url, TlsSettings.NONE),
                events,
                InstantSource.system(),
                resolver,
                limits,
                ConnectSteps.UNTOLD);
        transport.connect(1);
    }

    /** An address from its text, without a look-up. */
    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getAllByName(text)[0];
    }

    private Lost lost(Kind kind) throws InterruptedException {
        Lost lost = events.next(Lost.class);
        assertEquals(kind, lost.cause().kind(), lost.cause().text());
        assertEquals(1, lost.link());
        return lost;
    }

    private Lost lost(Kind kind, String... words) throws InterruptedException {
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

    // ---- the handshake

    @Test
    void pathAndQueryOfAgentUrlArePassedOnUnchanged() throws Exception {
        agent = new TestAgent(peer -> {
            agent.seen.add(peer.readRequest().get(0));
            agent.seen.add(String.valueOf(peer.header("Host")));
            agent.seen.add(String.valueOf(peer.header("Origin")));
            agent.seen.add(String.valueOf(peer.header("Sec-WebSocket-Extensions")));
            agent.seen.add(String.valueOf(peer.header("Sec-WebSocket-Version")));
            agent.seen.add(String.valueOf(peer.header("User-Agent")));
        });
        connectTo(
                URI.create("ws://127.0.0.1:" + agent.port() + "/a%2Fb/websocket?vsn=2.0.0&x=%20y"),
                InetAddress::getAllByName,
                LinkLimits.CONTRACT);
        assertEquals("GET /a%2Fb/websocket?vsn=2.0.0&x=%20y HTTP/1.1", agent.next(String.class));
        assertEquals("127.0.0.1:" + agent.port(), agent.next(String.class));
        assertEquals("null", agent.next(String.class), "Origin is for browsers");
        assertEquals("null", agent.next(String.class), "no extension is offered");
        assertEquals("13", agent.next(String.class));
        assertEquals("nbe/" + ProgramVersion.number(), agent.next(String.class));
        lost(Kind.IO, "ended the TCP connection", "WebSocket handshake");
    }

    @Test
    void openedNamesTheAddress() throws Exception {
        connect(peer -> peer.upgrade().readToEnd());
        assertEquals("127.0.0.1:" + agent.port(), events.next(Opened.class).description());
    }

    @Test
    void aMessageInTheSameSegmentAsTheAnswerIsNotLost() throws Exception {
        connect(peer -> {
            peer.readRequest();
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(Peer.answer101(Peer.accept(peer.header("Sec-WebSocket-Key")), "")
                    .getBytes(StandardCharsets.US_ASCII));
            both.writeBytes(frame(true, TEXT, "{}".getBytes(StandardCharsets.UTF_8)));
            peer.send(both.toByteArray());
            peer.readToEnd();
        });
        events.next(Opened.class);
        assertEquals("{}", events.next(Text.class).text());
    }

    @Test
    void anHttpErrorIsToldWithStatusAndFirstLineOfTheBody() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 29\r\n\r\n\n  no such place\u0007\nsecond line");
            peer.readToEnd();
        });
        Lost lost = lost(Kind.HANDSHAKE, "404 Not Found", ": no such place?;", "/socket/websocket");
        assertTrue(!lost.cause().text().contains("second line"), lost.cause().text());
    }

    @Test
    void anEndlessBodyOfARefusalIsNotReadToItsEnd() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send("HTTP/1.1 503 Service Unavailable\r\n\r\n");
            while (true) {
                peer.send("x".repeat(1000));
            }
        });
        assertTrue(lost(Kind.HANDSHAKE, "503", "xxx").cause().text().length() < 400);
    }

    @Test
    void aRefusalWhoseBodyHasNoEndIsToldLongBeforeTheDeadline() throws Exception {
        for (String body : List.of(
                "\r\nno way",
                "Content-Length: 400\r\n\r\nno way",
                "Transfer-Encoding: chunked\r\n\r\n6\r\nno way\r\n")) {
            connect(peer -> {
                peer.readRequest();
                peer.send("HTTP/1.1 403 Forbidden\r\nServer: x\r\n" + body);
                peer.readToEnd();
            });
            lost(Kind.HANDSHAKE, "403 Forbidden instead of 101: no way", "does not let this endpoint in");
            transport.close();
            agent.close();
        }
    }

    @Test
    void anAnswerWhoseHeadHasNoEndIsToldAsFarAsItCame() throws Exception {
        connect(
                peer -> {
                    peer.readRequest();
                    peer.send("HTTP/1.1 403 Forbidden\r\nServer: x");
                    peer.readToEnd();
                },
                QUICK);
        lost(
                Kind.TIMEOUT,
                "stuck in the WebSocket handshake of 127.0.0.1",
                ": its answer begins with \"HTTP/1.1 403 Forbidden\", and has no end");
    }

    @Test
    void aLoginThatTheAgentAsksForIsNamed() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send(
                    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer, Basic realm=\"a, b\"\r\nContent-Length: 0\r\n\r\n");
            peer.readToEnd();
        });
        lost(Kind.HANDSHAKE, "401 Unauthorized", "without a login by Bearer or Basic");
    }

    @Test
    void aGatewayOnTheWayThatAsksForALoginIsTold() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send("HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0\r\n\r\n");
            peer.readToEnd();
        });
        lost(Kind.HANDSHAKE, "511 Network Authentication Required", "proxy or gateway on the way");
    }

    @Test
    void aRedirectIsNotFollowedButNamed() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send("HTTP/1.1 302 Found\r\nLocation: wss://elsewhere/x\r\nContent-Length: 0\r\n\r\n");
            peer.readToEnd();
        });
        lost(Kind.HANDSHAKE, "302 Found", "not followed", "wss://elsewhere/x");
        assertEquals(1, agent.accepted());
    }

    @Test
    void aWrongSecWebSocketAcceptIsRefused() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send(Peer.answer101(Peer.accept("another key"), ""));
            peer.readToEnd();
        });
        lost(Kind.HANDSHAKE, "101 is no valid answer", Peer.accept("another key"));
    }

    @Test
    void anExtensionThatNobodyAskedForIsRefused() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send(Peer.answer101(
                    Peer.accept(peer.header("Sec-WebSocket-Key")), "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
            peer.readToEnd();
        });
        lost(Kind.HANDSHAKE, "permessage-deflate");
    }

    @Test
    void whatIsNotHttpIsToldSo() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            peer.readToEnd();
        });
        lost(Kind.HANDSHAKE, "no HTTP");
    }

    @Test
    void aTlsServerBehindWsIsToldSo() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.send(new byte[] {21, 3, 1, 0, 2, 2, 70});
        });
        lost(Kind.TLS, "wss://");
    }

    @Test
    void aResetDuringTheHandshakeIsToldSo() throws Exception {
        connect(peer -> {
            peer.readRequest();
            peer.reset();
        });
        lost(Kind.IO, "WebSocket handshake");
    }

    @Test
    void noListenerIsRefused() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        connectTo(URI.create("ws://127.0.0.1:" + port + "/"), InetAddress::getAllByName, LinkLimits.CONTRACT);
        lost(Kind.REFUSED, "127.0.0.1:" + port, "connection refused", "is the agent running");
    }

    @Test
    void anAttemptAgainstAnAgentThatHangsEndsAtItsDeadline() throws Exception {
        connect(Peer::readToEnd, QUICK);
        lost(Kind.TIMEOUT, "within 1 s", "WebSocket handshake of 127.0.0.1");
    }

    // ---- names

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
                LinkLimits.CONTRACT);
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
                LinkLimits.CONTRACT);
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
                LinkLimits.CONTRACT);
        lost(Kind.REFUSED, "127.0.0.2:" + port, "127.0.0.3:" + port);
    }

    // ---- messages

    @Test
    void textGoesOutInOneMaskedFrameAndSentFollows() throws Exception {
        connect(peer -> {
            agent.seen.add(peer.upgrade().read());
            agent.seen.add(peer.read());
            peer.readToEnd();
        });
        events.next(Opened.class);
        transport.send(1, "{\"a\":\"ä€\"}");
        events.next(Sent.class);
        Frame frame = agent.next(Frame.class);
        assertEquals(TEXT, frame.opcode());
        assertTrue(frame.last());
        assertEquals("{\"a\":\"ä€\"}", frame.text());
        transport.send(1, "x".repeat(100_000));
        events.next(Sent.class);
        assertEquals(100_000, agent.next(Frame.class).data().length);
    }

    @Test
    void behindAMarkedTextGoesAPingWhosePongConfirmsIt() throws Exception {
        connect(peer -> {
            agent.seen.add(peer.upgrade().read());
            Frame ping = peer.read();
            agent.seen.add(ping);
            peer.send(frame(true, PONG, ping.data()));
            peer.readToEnd();
        });
        events.next(Opened.class);
        transport.send(1, "tap", 258);
        events.next(Sent.class);
        assertEquals("tap", agent.next(Frame.class).text());
        assertEquals(PING, agent.next(Frame.class).opcode());
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
        transport.send(1, "tap", 1);
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
        transport.send(1, "x".repeat(20_000_000));
        assertThrows(IllegalStateException.class, () -> transport.send(1, "y"));
        assertNull(events.poll(200), "not sent while the agent does not read");
        reads.countDown();
        events.next(Sent.class);
    }

    @Test
    void abortCutsAFrameThatIsHalfSent() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        connect(peer -> {
            peer.upgrade();
            reads.await();
            peer.readToEnd();
        });
        events.next(Opened.class);
        transport.send(1, "x".repeat(20_000_000));
        assertNull(events.poll(200));
        transport.abort(1, new LinkCause(Kind.STUCK, "too slow"));
        lost(Kind.STUCK, "too slow");
        reads.countDown();
        assertEquals(java.net.SocketException.class, agent.next(Exception.class).getClass(), "reset, not ended");
    }

    @Test
    void fragmentsAreJoinedAndAPingBetweenThemIsAnswered() throws Exception {
        connect(peer -> {
            peer.upgrade();
            byte[] text = "{\"a\":\"€\"}".getBytes(StandardCharsets.UTF_8);
            // the cut goes through the euro sign
            peer.send(frame(false, TEXT, java.util.Arrays.copyOf(text, 7)));
            peer.send(frame(true, PING, "between".getBytes(StandardCharsets.UTF_8)));
            Frame pong = peer.read();
            agent.seen.add(pong);
            peer.send(frame(false, 0, new byte[0]));
            peer.send(frame(true, 0, java.util.Arrays.copyOfRange(text, 7, text.length)));
            peer.readToEnd();
        });
        events.next(Opened.class);
        assertEquals("{\"a\":\"€\"}", events.next(Text.class).text());
        Frame pong = agent.next(Frame.class);
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
        assertEquals(1000, agent.next(Frame.class).code());
    }

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
        Frame close = agent.next(Frame.class);
        assertEquals(CLOSE, close.opcode());
        assertEquals(code, close.code());
    }

    // ---- pings

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
                Frame pong = peer.read();
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
        assertEquals(PING, agent.next(Frame.class).opcode());
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

    // ---- closing

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
        assertEquals(1012, agent.next(Frame.class).code());
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
            Frame close = peer.read();
            agent.seen.add(close);
            peer.send(frame(true, CLOSE, close.data()));
        });
        events.next(Opened.class);
        transport.close(1, 1000, "the endpoint stops");
        lost(Kind.CLOSED_BY_US, "1000");
        Frame close = agent.next(Frame.class);
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
        assertEquals(1001, agent.next(Frame.class).code());
        assertEquals(java.net.SocketException.class, agent.next(Exception.class).getClass(), "reset");
    }

    @Test
    void closingTheTransportClosesWith1000AndEndsItsThreads() throws Exception {
        connect(peer -> {
            peer.upgrade();
            Frame close = peer.read();
            agent.seen.add(close);
            peer.send(frame(true, CLOSE, close.data()));
        });
        events.next(Opened.class);
        transport.close();
        assertEquals(1000, agent.next(Frame.class).code());
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

    private static void joinThreads(String name) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                thread.join(5_000);
                assertTrue(!thread.isAlive(), name + " is still there");
            }
        }
    }
}
