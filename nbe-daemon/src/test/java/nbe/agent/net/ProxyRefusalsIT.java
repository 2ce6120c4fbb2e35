package nbe.agent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.ProxyServer;
import nbe.agent.net.TestAgent.Peer;
import nbe.agent.tls.TlsSettings;
import nbe.version.ProgramVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything that a proxy can do but let the endpoint through. */
@Timeout(30)
class ProxyRefusalsIT extends ProxyRig {

    @Test
    void aLoginThatIsMissingIsTold() throws Exception {
        says(
                refusal(answers("HTTP/1.1 407 Nope\r\nProxy-Authenticate: Basic realm=\"x\"")),
                "the proxy 127.0.0.1:" + proxy.port() + ": it asks for user and password (407",
                "http://user:password@proxy.plant.example:" + proxy.port());
    }

    @Test
    void aLoginThatIsWrongIsToldWithoutRepeatingIt() throws Exception {
        user = "desk:secret@";
        for (String status : List.of("407 Nope", "401 Unauthorized")) {
            String text = refusal(
                    answers("HTTP/1.1 " + status + "\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic"));
            says(text, "does not take the user and password of [proxy] url (" + status);
            assertFalse(text.contains("secret"), text);
            close();
        }
    }

    @Test
    void basicIsSeenWhereverItIsOffered() throws Exception {
        for (String offer : List.of(
                "Negotiate, Basic realm=\"plant\"",
                "Digest realm=\"a, b\", nonce=\"x\", qop=\"auth\", Basic realm=\"plant\"",
                "Negotiate TlRMTVNTUA==, basic",
                "NTLM\r\nProxy-Authenticate: Digest nonce = \"y\", Basic")) {
            says(
                    refusal(answers("HTTP/1.1 407 Nope\r\nProxy-Authenticate: " + offer)),
                    "asks for user and password (407");
            close();
        }
    }

    @Test
    void schemesInOneHeaderAreAllTold() throws Exception {
        says(
                refusal(
                        answers(
                                "HTTP/1.1 407 Nope\r\nProxy-Authenticate: Negotiate, Digest realm=\"Basic, a\", nonce=\"x\", NTLM")),
                "login by Negotiate or Digest or NTLM (407",
                "knows Basic only");
    }

    @Test
    void theEndpointNamesItself() throws Exception {
        proxy = new TestAgent(peer -> {
            peer.readRequest();
            proxy.seen.add(String.valueOf(peer.header("User-Agent")));
        });
        connect("ws://" + HOST + ":9120/", Optional.empty(), LinkLimits.DEFAULT);
        assertEquals(ProgramVersion.userAgent(), proxy.next(String.class));
    }

    @Test
    void theZoneOfAnAddressIsNotForTheProxy() throws Exception {
        proxy = new TestAgent(peer -> {
            proxy.seen.add(peer.readRequest().get(0));
            proxy.seen.add(String.valueOf(peer.header("Host")));
        });
        connect("ws://[fe80::1%25eth0]:9120/", Optional.empty(), LinkLimits.DEFAULT);
        assertEquals("CONNECT [fe80::1]:9120 HTTP/1.1", proxy.next(String.class));
        assertEquals("[fe80::1]:9120", proxy.next(String.class));
    }

    @Test
    void anAnswerThatHasNoEndIsToldAsFarAsItCame() throws Exception {
        says(
                refusal(
                        peer -> {
                            peer.readRequest();
                            peer.send("HTTP/1.1 502 Bad Gateway\r\nServer: x");
                            peer.readToEnd();
                        },
                        1_000),
                "stuck in the answer to CONNECT of the proxy",
                ": its answer begins with \"HTTP/1.1 502 Bad Gateway\", and has no end");
    }

    @Test
    void aLoginThatIsNotBasicIsTold() throws Exception {
        says(
                refusal(answers("HTTP/1.1 407 Nope\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM")),
                "login by Negotiate or NTLM",
                "knows Basic only");
    }

    @Test
    void aProxyThatForbidsTheWayIsToldSo() throws Exception {
        says(
                refusal(answers("HTTP/1.1 403 Filtered")),
                "does not allow the way to agent.plant.example:9120 (403 Filtered)",
                "administrator must allow CONNECT");
    }

    @Test
    void anAgentThatTheProxyDoesNotReachIsToldSo() throws Exception {
        for (String status : List.of("502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout")) {
            says(
                    refusal(answers("HTTP/1.1 " + status)),
                    "does not reach agent.plant.example:9120 (" + status + ")",
                    "does the agent run",
                    "does the proxy know its name");
            close();
        }
    }

    @Test
    void aWebServerThatIsNoProxyIsToldSo() throws Exception {
        for (String status : List.of("400 Bad Request", "404 Not Found", "405 Method Not Allowed", "501 No")) {
            says(refusal(answers("HTTP/1.1 " + status)), "it opens no tunnels (" + status, "is that an HTTP proxy");
            close();
        }
    }

    @Test
    void anyOtherAnswerIsTold() throws Exception {
        says(refusal(answers("HTTP/1.1 302 Found\r\nLocation: http://portal/")), "refuses the way", "302 Found");
        close();
        says(refusal(answers("HTTP/1.1 204 No Content")), "refuses the way", "204 No Content");
    }

    @Test
    void whatSpeaksNoHttpIsToldSo() throws Exception {
        says(
                refusal(peer -> {
                    peer.send("SSH-2.0-OpenSSH_9.2\r\n");
                    peer.readToEnd();
                }),
                "what answers there is no HTTP proxy");
    }

    @Test
    void aProxyThatSpeaksTlsIsToldSo() throws Exception {
        says(
                refusal(peer -> {
                    peer.send(new byte[] {21, 3, 3, 0, 2, 2, 10});
                    peer.readToEnd();
                }),
                "speaks TLS; only proxies that are spoken to in plain HTTP");
    }

    @Test
    void aProxyThatHangsUpIsToldSo() throws Exception {
        says(
                refusal(Peer::readRequest),
                "ended the TCP connection instead of an answer to CONNECT",
                "admit this computer");
    }

    @Test
    void aProxyThatIsSilentEndsAtTheDeadline() throws Exception {
        says(
                refusal(Peer::readToEnd, 1_000),
                "no connection within 1 s, stuck in the answer to CONNECT of the proxy 127.0.0.1:",
                "does it reach agent.plant.example:9120");
    }

    @Test
    void aProxyThatIsNotThereIsToldSo() throws Exception {
        proxy = new TestAgent(peer -> {});
        int port = proxy.port();
        proxy.close();
        connect("wss://" + HOST + ":9120/", Optional.empty(), LinkLimits.DEFAULT);
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.PROXY, lost.cause().kind());
        says(lost.cause().text(), "the proxy 127.0.0.1:" + port + ": connection refused", "[proxy] url");
    }

    @Test
    void aProxyWhoseNameIsUnknownIsToldSo() throws Exception {
        transport = new NettyTransport(
                LinkTarget.direct(URI.create("wss://" + HOST + "/"), TlsSettings.NONE)
                        .through(Optional.of(ProxyServer.of("http://gone.plant.example:3128"))),
                events,
                InstantSource.system(),
                this::lookUp,
                LinkLimits.DEFAULT,
                ConnectSteps.IGNORED);
        transport.connect(1);
        Lost lost = events.next(Lost.class);
        assertEquals(Kind.NAME_UNKNOWN, lost.cause().kind());
        says(lost.cause().text(), "the name gone.plant.example is unknown", "check [proxy] url");
    }
}
