package nbe.pcsc;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import nbe.testing.Pcscd;

/**
 * A card on a slot of vsmartcard's virtual reader, from connecting to {@link #close()}. The protocol: a length of 2 bytes, big
 * end first, and that many bytes; from the reader one byte 00 power off, 01 power on, 02 reset, 04 tell your ATR; more is an
 * APDU.
 */
final class VirtualCard implements AutoCloseable {
    static final int SLOT_0 = Pcscd.FIRST_PORT;
    static final int SLOT_1 = Pcscd.FIRST_PORT + 1;

    /** Storage card, ISO 14443 A part 3. */
    static final byte[] ATR = HexFormat.of().parseHex("3B8F8001804F0CA000000306030001000000006A");

    /** An answer that tears the card off its reader in the middle. */
    static final byte[] TORN = new byte[0];

    private final Socket socket;
    private final byte[] atr;
    private final IntFunction<byte[]> answers;
    private final AtomicInteger commands = new AtomicInteger();

    private VirtualCard(int port, byte[] atr, IntFunction<byte[]> answers) {
        this.atr = atr;
        this.answers = answers;
        try {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException("no virtual reader on port " + port, e);
        }
        Thread thread = new Thread(this::serve, "card-" + port);
        thread.setDaemon(true);
        thread.start();
    }

    /** A card that gives its UID. */
    static VirtualCard place(int port, String uid) {
        byte[] answer = HexFormat.of().parseHex(uid + "9000");
        return new VirtualCard(port, ATR, command -> answer);
    }

    /** A card with an answer of its own for the first, second … command; the last one stays. */
    static VirtualCard placeAnswering(int port, String... answers) {
        return new VirtualCard(
                port, ATR, command -> HexFormat.of().parseHex(answers[Math.min(command, answers.length - 1)]));
    }

    /** A card that leaves while it answers. */
    static VirtualCard placeTorn(int port) {
        return new VirtualCard(port, ATR, command -> TORN);
    }

    /** Something that the reader notices but cannot power up: the driver refuses an ATR longer than 33 bytes. */
    static VirtualCard placeMute(int port) {
        return new VirtualCard(port, new byte[40], command -> TORN);
    }

    /** Commands received so far. */
    int commands() {
        return commands.get();
    }

    private void serve() {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] message = in.readNBytes(in.readUnsignedShort());
                if (message.length == 1) {
                    if (message[0] == 4) {
                        send(out, atr, atr.length);
                    }
                } else if (message.length > 1) {
                    byte[] answer = answers.apply(commands.getAndIncrement());
                    if (answer == TORN) {
                        send(out, new byte[] {0x04}, 9);
                        return;
                    }
                    send(out, answer, answer.length);
                }
            }
        } catch (EOFException e) {
            // The reader is gone: pcscd ended.
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void send(DataOutputStream out, byte[] bytes, int length) throws IOException {
        byte[] message = new byte[2 + bytes.length];
        message[0] = (byte) (length >> 8);
        message[1] = (byte) length;
        System.arraycopy(bytes, 0, message, 2, bytes.length);
        out.write(message);
        out.flush();
    }

    /** Takes the card away. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
