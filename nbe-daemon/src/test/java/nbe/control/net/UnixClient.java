package nbe.control.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends whatever bytes a test wants to a control socket, and reads answers of HTTP/1.1. Blocking. */
final class UnixClient implements AutoCloseable {
    /** @param headers names in small letters */
    record Answer(int status, Map<String, String> headers, String body) {}

    private final SocketChannel channel;
    private final ByteBuffer read = ByteBuffer.allocate(1 << 16).flip();

    UnixClient(Path socket) {
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks once over a connection of its own. */
    static Answer get(Path socket, String target) {
        try (UnixClient client = new UnixClient(socket)) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: nbe\r\n\r\n")
                    .answer();
        }
    }

    UnixClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    UnixClient send(byte[] bytes) {
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer answer() {
        return answer(true);
    }

    /** @param hasBody false for the answer to HEAD */
    Answer answer(boolean hasBody) {
        String[] status = line().split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        int length = hasBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
        return new Answer(Integer.parseInt(status[1]), headers, new String(bytes(length), StandardCharsets.UTF_8));
    }

    /** The next chunk of a chunked body; empty: its end. */
    String chunk() {
        int length = Integer.parseInt(line(), 16);
        String chunk = new String(bytes(length), StandardCharsets.UTF_8);
        line();
        return chunk;
    }

    /** Whether the server has closed the connection; waits for it, or for a byte. */
    boolean isClosed() {
        return next() < 0;
    }

    private String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = next(); c != '\n'; c = next()) {
            if (c < 0) {
                throw new AssertionError("closed after: " + line);
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    private int next() {
        try {
            if (!read.hasRemaining()) {
                read.clear();
                int count = channel.read(read);
                read.flip();
                if (count < 0) {
                    read.limit(0);
                    return -1;
                }
            }
            return read.get() & 0xFF;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
