package nbe.agent.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An agent out of plain sockets that does to each connection what a script says, right or wrong. What a script throws fails the
 * test in {@link #close}, unless the connection was simply ended by the other side.
 */
public final class TestAgent implements AutoCloseable {
    public static final int TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;

    /** What is done to one connection; the TCP connection is closed when it returns. */
    public interface Script {
        public void play(Peer peer) throws Exception;
    }

    public static final class WireFrame {
        private final boolean last;
        private final int opcode;
        private final byte[] data;

        WireFrame(boolean last, int opcode, byte[] data) {
            this.last = last;
            this.opcode = opcode;
            this.data = data;
        }

        public boolean last() {
            return last;
        }

        public int opcode() {
            return opcode;
        }

        public byte[] data() {
            return data;
        }

        @Override
        public String toString() {
            return "opcode " + opcode + (last ? " " : " (to be continued) ") + text();
        }

        public String text() {
            return new String(data, StandardCharsets.UTF_8);
        }

        public int code() {
            return data.length < 2 ? -1 : ByteBuffer.wrap(data).getShort() & 0xFFFF;
        }
    }

    /** One connection, seen from the agent's side. */
    public static final class Peer {
        public final Socket socket;
        public final DataInputStream in;
        public List<String> request = List.of();

        public Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        /** Reads the request up to the empty line; the first line is the request line. */
        public List<String> readRequest() throws IOException {
            List<String> lines = new ArrayList<>();
            while (true) {
                String line = readLine();
                if (line.isEmpty()) {
                    request = lines;
                    return lines;
                }
                lines.add(line);
            }
        }

        private String readLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
                line.write(b);
            }
            return line.toString(StandardCharsets.ISO_8859_1).strip();
        }

        public String header(String name) {
            return request.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        public Peer upgrade() throws IOException {
            readRequest();
            send(answer101(accept(header("Sec-WebSocket-Key")), ""));
            return this;
        }

        public static String answer101(String accept, String more) {
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + accept + "\r\n" + more + "\r\n";
        }

        public static String accept(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
                return Base64.getEncoder().encodeToString(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }

        public void send(String raw) throws IOException {
            send(raw.getBytes(StandardCharsets.UTF_8));
        }

        public void send(byte[] raw) throws IOException {
            socket.getOutputStream().write(raw);
            socket.getOutputStream().flush();
        }

        public void text(String text) throws IOException {
            send(frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8)));
        }

        public void close(int code, String reason) throws IOException {
            byte[] words = reason.getBytes(StandardCharsets.UTF_8);
            send(frame(
                    true,
                    CLOSE,
                    ByteBuffer.allocate(2 + words.length)
                            .putShort((short) code)
                            .put(words)
                            .array()));
        }

        public WireFrame read() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) == 0) {
                throw new AssertionError("a frame of the client is not masked");
            }
            long length = second & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] data = in.readNBytes(Math.toIntExact(length));
            for (int i = 0; i < data.length; i++) {
                data[i] ^= mask[i % 4];
            }
            return new WireFrame((first & 0x80) != 0, first & 0x0F, data);
        }

        /** The next frame that is no ping; pings are answered. */
        public WireFrame readMessage() throws IOException {
            while (true) {
                WireFrame frame = read();
                if (frame.opcode() != PING) {
                    return frame;
                }
                send(frame(true, PONG, frame.data()));
            }
        }

        /** Reads until the other side ends the connection. */
        public void readToEnd() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    public static byte[] frame(boolean last, int opcode, byte[] data) {
        return frame((last ? 0x80 : 0) | opcode, data);
    }

    public static byte[] frame(int firstByte, byte[] data) {
        ByteBuffer head = ByteBuffer.allocate(10).put((byte) firstByte);
        if (data.length < 126) {
            head.put((byte) data.length);
        } else if (data.length < 65_536) {
            head.put((byte) 126).putShort((short) data.length);
        } else {
            head.put((byte) 127).putLong(data.length);
        }
        head.flip();
        return ByteBuffer.allocate(head.remaining() + data.length)
                .put(head)
                .put(data)
                .array();
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();

    /** Whatever scripts want the test to see. */
    public final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    private volatile Script script;

    public TestAgent(Script script) throws IOException {
        this(new ServerSocket(), script);
    }

    /** @param server not bound; may be one of TLS */
    public TestAgent(ServerSocket server, Script script) throws IOException {
        this.server = server;
        this.script = script;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread acceptor = new Thread(this::accept, "test-agent");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + port() + "/socket/websocket");
    }

    /** For the connections from now on. */
    public void play(Script next) {
        script = next;
    }

    public int accepted() {
        return sockets.size();
    }

    /** What a script put into {@link #seen}, waited for. */
    public <T> T next(Class<T> type) throws InterruptedException {
        Object found = seen.poll(5, TimeUnit.SECONDS);
        if (found == null) {
            throw new AssertionError("the agent saw no " + type.getSimpleName() + " within 5 s; faults: " + faults);
        }
        return type.cast(found);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Script now = script;
                Thread thread = new Thread(() -> play(now, socket), "test-agent-peer");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    faults.add(e);
                }
            }
        }
    }

    private void play(Script now, Socket socket) {
        try (socket) {
            now.play(new Peer(socket));
        } catch (IOException e) {
            // the client went away, which is what many a test is about
            seen.add(e);
        } catch (Exception | AssertionError e) {
            faults.add(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        if (!faults.isEmpty()) {
            AssertionError all = new AssertionError("the test's agent met something that must not be");
            faults.forEach(all::addSuppressed);
            throw all;
        }
    }
}
