package nbe.benchmarks;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.testing.RigFailure;

/**
 * As many clients as a control socket serves: most of them ask for the stream of events or of packets and read nothing of it, one reads
 * all packets, and one asks for one scan after another. One thread opens and closes; two others read.
 */
final class ControlClients implements AutoCloseable {
    /** Half of the clients that read nothing ask for events, half for packets. */
    private static final int SILENT = 14;

    /** They in words. */
    static final String WORDS = SILENT + " clients that do not read, a capture that is read and scans";

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_SCAN = 1 << 22;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final String OK = "HTTP/1.1 200";
    private static final String EVENTS = "/v1/events";
    private static final String CAPTURE = "/v1/capture";
    private static final String SCAN = "/v1/scan?seconds=1";

    private final Path socket;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong captured = new AtomicLong();
    private final AtomicLong scans = new AtomicLong();
    private final AtomicReference<Exception> fault = new AtomicReference<>();
    private volatile boolean closing;

    private ControlClients(Path socket) {
        this.socket = socket;
    }

    static ControlClients open(Path socket) throws IOException {
        ControlClients clients = new ControlClients(socket);
        for (int i = 0; i < SILENT; i++) {
            clients.ask(i % 2 == 0 ? EVENTS : CAPTURE);
        }
        SocketChannel capture = clients.ask(CAPTURE);
        clients.run("capture", () -> clients.readAll(capture));
        SocketChannel scan = clients.connect();
        clients.run("scan", () -> clients.scan(scan));
        return clients;
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channels.add(channel);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private SocketChannel ask(String target) throws IOException {
        SocketChannel channel = connect();
        request(channel, target);
        return channel;
    }

    private static void request(SocketChannel channel, String target) throws IOException {
        ByteBuffer request = StandardCharsets.US_ASCII.encode("GET " + target + " HTTP/1.1\r\nHost: nbe\r\n\r\n");
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    private interface Reading {
        void run() throws IOException;
    }

    private void run(String name, Reading reading) {
        Thread thread = new Thread(
                () -> {
                    try {
                        reading.run();
                    } catch (IOException | RuntimeException e) {
                        if (!closing) {
                            fault.compareAndSet(null, e);
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void readAll(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer)) {
            if (captured.get() == 0 && !text(buffer).startsWith(OK)) {
                throw new IOException(text(buffer));
            }
            captured.addAndGet(read);
            buffer.clear();
        }
    }

    /** One request after another on one connection. */
    private void scan(SocketChannel channel) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(LONGEST_SCAN);
        while (true) {
            request(channel, SCAN);
            answer.clear();
            do {
                if (channel.read(answer) < 0) {
                    return;
                }
            } while (!isWhole(answer));
            if (!text(answer).startsWith(OK)) {
                throw new IOException(text(answer));
            }
            scans.incrementAndGet();
        }
    }

    private static String text(ByteBuffer read) {
        return new String(read.array(), 0, read.position(), StandardCharsets.ISO_8859_1);
    }

    /** Whether it is as long as its header says. */
    private static boolean isWhole(ByteBuffer answer) {
        String text = text(answer);
        int body = text.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(text);
        return body >= 0 && length.find() && text.length() - body - 4 >= Integer.parseInt(length.group(1));
    }

    /**
     * Fails unless packets and scans arrive.
     *
     * @return what arrived so far, in words
     */
    String check() throws RigFailure {
        if (fault.get() != null || captured.get() == 0) {
            throw new RigFailure("no packets or no scan: " + fault.get(), fault.get());
        }
        return captured.get() / 1_000_000 + " MB of packets, " + scans.get() + " scans";
    }

    @Override
    public void close() throws IOException {
        closing = true;
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
