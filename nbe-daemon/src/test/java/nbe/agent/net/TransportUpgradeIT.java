package nbe.agent.net;

import static nbe.agent.net.TestAgent.TEXT;
import static nbe.agent.net.TestAgent.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Text;
import nbe.agent.link.LinkLimits;
import nbe.agent.net.TestAgent.Peer;
import nbe.version.ProgramVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The handshake: what the transport sends, and every answer that is not a WebSocket. */
@Timeout(30)
class TransportUpgradeIT extends TransportRig {

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
                LinkLimits.DEFAULT);
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
        connectTo(URI.create("ws://127.0.0.1:" + port + "/"), InetAddress::getAllByName, LinkLimits.DEFAULT);
        lost(Kind.REFUSED, "127.0.0.1:" + port, "connection refused", "is the agent running");
    }

    @Test
    void anAttemptAgainstAnAgentThatHangsEndsAtItsDeadline() throws Exception {
        connect(Peer::readToEnd, QUICK);
        lost(Kind.TIMEOUT, "within 1 s", "WebSocket handshake of 127.0.0.1");
    }
}
