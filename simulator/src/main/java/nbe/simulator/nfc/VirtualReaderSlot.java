package nbe.simulator.nfc;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One slot of vsmartcard's virtual reader (vpcd). To vpcd a card is a TCP connection: each message is a length of two bytes, most
 * significant first, and its bytes; a single byte from the reader means power off (0), power on (1), reset (2) or "send your ATR"
 * (4), a longer message is an APDU.
 *
 * <p>Thread-safe. A card in the slot has a thread {@code card-<slot>}, which ends when it is removed.
 */
public final class VirtualReaderSlot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("simulator");

    /** vpcd listens for the cards of its first slot here, and for those of each further one on the next port. */
    public static final int FIRST_PORT = 35963;

    private static final int SLOTS = 2;
    private static final int CONNECT_MILLIS = 2000;
    private static final int GIVE_ATR = 4;
    private static final long END_MILLIS = 2000;

    private final int slot;
    private final InetSocketAddress reader;
    private final AtomicInteger apdus = new AtomicInteger();
    private volatile Runnable onApdu = () -> {};
    private Placement placement;

    /** @param slot 0 ({@code Virtual PCD 00 00}) or 1 ({@code Virtual PCD 00 01}) of the vpcd on this machine */
    public VirtualReaderSlot(int slot) {
        this(slot, new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT + slot));
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("slot " + slot + "; vpcd has " + SLOTS);
        }
    }

    /** A slot of a vpcd elsewhere. */
    VirtualReaderSlot(int slot, InetSocketAddress reader) {
        this.slot = slot;
        this.reader = reader;
    }

    /**
     * Puts a card on the reader, in place of an earlier one.
     *
     * @throws IOException if vpcd does not listen: pcscd does not run, or has no vpcd driver
     */
    public synchronized void insert(VirtualCard card) throws IOException {
        remove();
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(reader, CONNECT_MILLIS);
            placement = new Placement(socket, card);
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "no virtual reader at " + reader + "; is pcscd running, with vsmartcard's vpcd driver?", e);
        }
        placement.thread.start();
    }

    /** Removes the card; without effect without a card. */
    public synchronized void remove() {
        if (placement != null) {
            placement.end();
            placement = null;
        }
    }

    /** Number of APDUs sent to all cards of this slot so far. */
    public int apdus() {
        return apdus.get();
    }

    /** Sets a listener that the card's thread calls for each APDU, before its answer. */
    public void onApdu(Runnable listener) {
        onApdu = listener;
    }

    @Override
    public void close() {
        remove();
    }

    /** A card in the slot. */
    private final class Placement {
        private final Socket socket;
        private final VirtualCard card;
        private final DataInputStream in;
        private final DataOutputStream out;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread = new Thread(this::run, "card-" + slot);
        private int answered;

        Placement(Socket socket, VirtualCard card) throws IOException {
            this.socket = socket;
            this.card = card;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = new DataOutputStream(socket.getOutputStream());
            thread.setDaemon(true);
        }

        void end() {
            ended.countDown();
            closeSocket();
            try {
                thread.join(END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void closeSocket() {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("closing the connection of card slot {}: {}", slot, e.toString());
            }
        }

        private void run() {
            try {
                while (ended.getCount() > 0) {
                    byte[] message = in.readNBytes(in.readUnsignedShort());
                    if (message.length == 1 && message[0] == GIVE_ATR) {
                        send(card.atr());
                    } else if (message.length > 1) {
                        answer(message);
                    }
                }
            } catch (EOFException | SocketException e) {
                LOG.debug("card slot {}: {}", slot, e.toString());
            } catch (IOException e) {
                LOG.warn("card slot {}: {}", slot, e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                closeSocket();
            }
        }

        private void answer(byte[] apdu) throws IOException, InterruptedException {
            apdus.incrementAndGet();
            onApdu.run();
            if (card.fault() == VirtualCard.Fault.TORN) {
                tear();
                return;
            }
            if (ended.await(card.delay().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            byte[] answer = card.answer(apdu, answered++);
            if (LOG.isTraceEnabled()) {
                LOG.trace(
                        "card slot {}: {} -> {}",
                        slot,
                        HexFormat.of().formatHex(apdu),
                        HexFormat.of().formatHex(answer));
            }
            send(answer);
        }

        /** Sends the length of a whole answer and two of its bytes, then disconnects. */
        private void tear() throws IOException {
            byte[] answer = card.uidBytes();
            out.writeShort(answer.length + 2);
            out.write(answer, 0, 2);
            out.flush();
            ended.countDown();
        }

        private void send(byte[] message) throws IOException {
            byte[] framed = new byte[2 + message.length];
            framed[0] = (byte) (message.length >>> 8);
            framed[1] = (byte) message.length;
            System.arraycopy(message, 0, framed, 2, message.length);
            out.write(framed);
            out.flush();
        }
    }
}
