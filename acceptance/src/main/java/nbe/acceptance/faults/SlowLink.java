package nbe.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A slow line between the daemon and its agent: accepts connections on 127.0.0.1 and relays bytes at a bounded rate, each way, with a
 * buffer of a few kilobytes, so that the rest waits in the sender's operating system, as in front of a slow modem. Thread-safe.
 */
final class SlowLink implements AutoCloseable {
    /** Its own buffer, bytes; Linux doubles it. */
    private static final int BUFFER_BYTES = 4 * 1024;
    /** Interval between two portions. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ServerSocket door;
    private final InetSocketAddress agent;
    private final int portion;
    private final LongSupplier clock;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    private SlowLink(ServerSocket door, InetSocketAddress agent, int bitsPerSecond, LongSupplier clock) {
        this.door = door;
        this.agent = agent;
        this.portion = (int) (bitsPerSecond / 8 * STEP_NANOS / TimeUnit.SECONDS.toNanos(1));
        this.clock = clock;
    }

    /** @param agent where the agent listens */
    static SlowLink to(InetSocketAddress agent, int bitsPerSecond, LongSupplier clock) throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReceiveBufferSize(BUFFER_BYTES);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SlowLink link = new SlowLink(door, agent, bitsPerSecond, clock);
        link.inBackground("slow-link", link::accept);
        return link;
    }

    /** The port to which the daemon connects. */
    int port() {
        return door.getLocalPort();
    }

    /** False: from now on the agent's end reads nothing; true: it reads again. */
    void agentReads(boolean reads) {
        shut = !reads;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void inBackground(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        sockets.forEach(SlowLink::close); // one end has gone: so does the other
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket daemon = door.accept();
            Socket onward = new Socket();
            onward.connect(agent);
            onward.setTcpNoDelay(true);
            daemon.setTcpNoDelay(true);
            sockets.add(daemon);
            sockets.add(onward);
            inBackground("slow-link-up", () -> pass(daemon, onward, true));
            inBackground("slow-link-down", () -> pass(onward, daemon, false));
        }
    }

    private void pass(Socket from, Socket to, boolean upwards) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = new byte[portion];
        long next = clock.getAsLong();
        while (true) {
            while (upwards && shut) {
                FaultSite.pause(STEP_NANOS);
            }
            int read = in.read(bytes);
            if (read < 0) {
                to.shutdownOutput();
                return;
            }
            out.write(bytes, 0, read);
            next = Math.max(next, clock.getAsLong() - STEP_NANOS) + STEP_NANOS * read / portion;
            long ahead = next - clock.getAsLong();
            if (ahead > 0) {
                FaultSite.pause(ahead);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a socket does not close", e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the slow link does not close", e);
        }
        sockets.forEach(SlowLink::close);
    }
}
