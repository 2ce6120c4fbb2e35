package nbe.referenceagent;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import nbe.testing.WebSocketClient;

/** A WebSocket client of bare bytes: for what a well-behaved client never does. It answers no ping. */
public final class RawClient implements AutoCloseable {
    public static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    public static final class Frame {
        private final int opcode;
        private final byte[] payload;

        Frame(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        public int opcode() {
            return opcode;
        }

        public byte[] payload() {
            return payload;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) (WebSocketClient.PATIENCE_S * 1000));
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    public static RawClient connect(Socket socket) throws IOException {
        return new RawClient(socket);
    }

    public static RawClient connect(int port, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        return new RawClient(socket);
    }

    public static RawClient upgraded(int port, String path) throws IOException {
        RawClient client = connect(port, 0);
        client.upgrade(port, path, new byte[0]);
        return client;
    }

    public void upgrade(int port, String path, byte[] onItsHeels) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(handshake(port, path, "").getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(onItsHeels);
        out.write(request.toByteArray());
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(head);
        }
    }

    static String handshake(int port, String path, String moreHeaders) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n"
                + "Sec-WebSocket-Version: 13\r\n" + moreHeaders + "\r\n";
    }

    /** Sends a whole HTTP request and returns all of the answer. */
    String http(String request) throws IOException {
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** A masked frame; the mask is zero, which is allowed and leaves the payload readable. */
    static byte[] frame(int opcode, byte[] payload, boolean last) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    public void send(int opcode, byte[] payload) throws IOException {
        out.write(frame(opcode, payload, true));
    }

    public void send(String text) throws IOException {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    public Frame read() throws IOException {
        int opcode = in.readUnsignedByte() & 15;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return new Frame(opcode, in.readNBytes(length));
    }

    /** Reads past all else to the close frame. */
    public Frame readClose() throws IOException {
        for (; ; ) {
            Frame frame = read();
            if (frame.opcode() == CLOSE) {
                return frame;
            }
        }
    }

    /** Whether the server ends the connection, whatever still comes before that. */
    public boolean endsSoon() throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    public CompletableFuture<Boolean> endsSoonAsync() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return endsSoon();
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
