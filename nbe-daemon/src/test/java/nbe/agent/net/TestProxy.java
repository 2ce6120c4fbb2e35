package nbe.agent.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import nbe.agent.net.TestAgent.Peer;

/** An HTTP proxy that opens tunnels: what a {@link TestAgent} has to play to be one. */
public final class TestProxy {
    /** Names that only the proxy knows, and which port of this machine they are. */
    private final Map<String, Integer> names;

    /** User, colon, password; null: everybody is admitted. */
    private final String login;

    public TestProxy(Map<String, Integer> names, String login) {
        this.names = names;
        this.login = login;
    }

    /** Plays one connection: the request line goes to {@code seen}. */
    public void play(TestAgent agent, Peer peer) throws Exception {
        String line = peer.readRequest().get(0);
        agent.seen.add(line);
        String expected = login == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        if (expected != null && !expected.equals(peer.header("Proxy-Authorization"))) {
            peer.send("HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        Integer port = names.get(line.split(" ", -1)[1]);
        if (port == null) {
            peer.send("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
            peer.send("HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n");
            Thread back = new Thread(() -> pump(onward, peer.socket), "test-proxy");
            back.setDaemon(true);
            back.start();
            copy(peer.in, onward);
            back.join();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            copy(from.getInputStream(), to);
        } catch (IOException e) {
            // one of the two was reset, which ends the other in its turn
        }
    }

    private static void copy(InputStream from, Socket to) throws IOException {
        OutputStream out = to.getOutputStream();
        try {
            from.transferTo(out);
        } finally {
            try {
                to.shutdownOutput();
            } catch (SocketException e) {
                // closed already
            }
        }
    }
}
