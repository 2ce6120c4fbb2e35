package nbe.agent.net;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A minimal WebSocket server (RFC 6455): accepts one connection on a free port of the loopback interface, answers pings and discards the rest.
 * It listens until that connection has come. Its thread ends with the connection.
 */
final class RehearsalAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    /** RFC 6455 section 1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final String KEY_HEADER = "sec-websocket-key:";
    private static final int OPCODE = 0x0F;
    private static final int PING = 0x9;
    private static final int FINAL_PONG = 0x8A;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int MASK_BYTES = 4;
    private static final int PATIENCE_MILLIS = 5_000;

    private final ServerSocket listener;
    private volatile Socket connection;

    private RehearsalAgent(ServerSocket listener) {
        this.listener = listener;
    }

    /** Begins to listen. */
    static RehearsalAgent open() throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setSoTimeout(PATIENCE_MILLIS);
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1);
        return new RehearsalAgent(listener);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Takes the one connection, on a thread of its own. */
    void start() {
        Thread thread = new Thread(this::serve, "rehearsal-agent");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            connection = socket;
            listener.close();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            upgrade(in, socket.getOutputStream());
            for (int first = in.read(); first >= 0; first = in.read()) {
                frame(first, in, socket.getOutputStream());
            }
        } catch (IOException e) {
            LOG.debug("the rehearsal's agent ends", e); // the transport that waits for its answer reports it
        }
    }

    private static void upgrade(InputStream in, OutputStream out) throws IOException {
        String key = "";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, KEY_HEADER, 0, KEY_HEADER.length())) {
                key = line.substring(KEY_HEADER.length()).strip();
            }
        }
        String accept = Base64.getEncoder().encodeToString(sha1(key + GUID));
        out.write(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                + accept + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("ended in the middle of its request");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    private static void frame(int first, DataInputStream in, OutputStream out) throws IOException {
        int length = in.readUnsignedByte() & LENGTH;
        if (length == LENGTH_IN_TWO_BYTES) {
            length = in.readUnsignedShort();
        }
        byte[] mask = in.readNBytes(MASK_BYTES);
        byte[] data = in.readNBytes(length);
        if ((first & OPCODE) == PING) {
            byte[] pong = new byte[2 + length];
            pong[0] = (byte) FINAL_PONG;
            pong[1] = (byte) length;
            for (int i = 0; i < length; i++) {
                pong[2 + i] = (byte) (data[i] ^ mask[i % MASK_BYTES]);
            }
            out.write(pong);
        }
    }

    /** Ends it at any time. */
    @Override
    public void close() {
        try {
            listener.close();
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            LOG.debug("closing the rehearsal's agent", e);
        }
    }
}
