package nbe.simulator.nfc;

import java.io.IOException;
import java.util.Arrays;
import nbe.simulator.pty.PseudoTerminal;
import nbe.simulator.pty.WakeUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A card reader on a pseudo-terminal: pcscd drives it as a Gemalto GemPC Twin on a serial line, with libccid's
 * {@code libccidtwin.so}. Unlike a slot of vpcd it can be unplugged and plugged in while pcscd runs, and pcscd numbers several of
 * them in the order in which they come, as on USB. pcscd polls its serial readers on SIGUSR1 ({@code pcscd --hotplug}).
 *
 * <p>The line carries CCID messages (USB Device Class: Smart Card, 6.1 and 6.2), each between the bytes 03 06 and a check byte; the
 * reader echoes each message before its answer.
 *
 * <p>Thread-safe. Its thread {@code serial-reader} ends with {@link #close()}.
 */
public final class SerialCardReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("simulator");

    private static final byte SYNC = 0x03;
    private static final byte ACK = 0x06;
    /** Not the first byte of a frame: the driver fails at once, as with another device on the line. */
    private static final byte[] NOT_A_READER = {0x00};

    private static final int HEADER = 10;
    private static final int FRAME = 3;
    private static final int LENGTH_AT = 1;
    private static final int SLOT_AT = 5;
    private static final int SEQUENCE_AT = 6;
    private static final int STATUS_AT = 7;
    private static final int ERROR_AT = 8;
    private static final int LONGEST = 271;

    private static final int SET_PARAMETERS = 0x61;
    private static final int POWER_ON = 0x62;
    private static final int POWER_OFF = 0x63;
    private static final int SLOT_STATUS = 0x65;
    private static final int ESCAPE = 0x6B;
    private static final int GET_PARAMETERS = 0x6C;
    private static final int TRANSFER = 0x6F;

    private static final int DATA_BLOCK = 0x80;
    private static final int STATUS = 0x81;
    private static final int PARAMETERS = 0x82;
    private static final int ESCAPED = 0x83;

    private static final int ACTIVE = 0;
    private static final int INACTIVE = 1;
    private static final int ABSENT = 2;
    private static final int FAILED = 0x40;
    private static final byte CARD_MUTE = (byte) 0xFE;

    private static final int GET_FIRMWARE = 0x02;
    private static final byte[] FIRMWARE = "GemTwin-V2.00-GL02".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    /** Answer to reset with T=0 only: with T=1 the driver would wrap each APDU into blocks. */
    private static final byte[] ATR = {0x3B, 0x00};

    /** Parameters of T=0 after a reset (ISO 7816-3): F and D, check, guard time, waiting time, clock stop. */
    private static final byte[] AFTER_RESET = {0x11, 0x00, 0x00, 0x0A, 0x00};

    private static final int HOST_POLL_MILLIS = 5;
    private static final long END_MILLIS = 2000;

    private final WakeUp wakeUp;
    private final PseudoTerminal line;
    private final Thread thread = new Thread(this::run, "serial-reader");
    private byte[] received = {};
    private VirtualCard card;
    private boolean powered;
    private int answered;
    private boolean plugged;
    private volatile boolean ending;

    private SerialCardReader(WakeUp wakeUp, PseudoTerminal line) {
        this.wakeUp = wakeUp;
        this.line = line;
        thread.setDaemon(true);
    }

    /**
     * Opens a line without a reader.
     *
     * @throws IOException if the operating system gives no pseudo-terminal
     */
    public static SerialCardReader open() throws IOException {
        WakeUp wakeUp = WakeUp.open();
        SerialCardReader reader = new SerialCardReader(wakeUp, PseudoTerminal.open(wakeUp));
        reader.thread.start();
        return reader;
    }

    /** The serial port, as DEVICENAME of pcscd's configuration. */
    public String path() {
        return line.path();
    }

    /** Plugs the reader in. */
    public synchronized void plugIn() {
        plugged = true;
        powered = false;
    }

    /** Unplugs the reader; a card stays on it. */
    public synchronized void unplug() {
        plugged = false;
        powered = false;
    }

    /** Puts a card on the reader, in place of an earlier one. */
    public synchronized void insert(VirtualCard laid) {
        card = laid;
        powered = false;
        answered = 0;
    }

    /** Removes the card; without effect without a card. */
    public synchronized void remove() {
        card = null;
        powered = false;
    }

    @Override
    public void close() {
        ending = true;
        wakeUp.wake();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            line.close();
            wakeUp.close();
        }
    }

    private void run() {
        byte[] chunk = new byte[FRAME + LONGEST];
        try {
            while (!ending) {
                boolean host = line.hostPresent();
                line.await(host, false, host ? (int) END_MILLIS : HOST_POLL_MILLIS);
                int count = host ? line.read(chunk) : 0;
                received = count == 0 ? received : joined(received, Arrays.copyOf(chunk, count));
                takeFrames();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("{} ends: {}", thread.getName(), e.getMessage(), e);
        }
    }

    private void takeFrames() throws IOException {
        while (received.length >= FRAME + HEADER) {
            int length = FRAME + HEADER + lengthIn(received, FRAME - 1);
            if (received[0] != SYNC || received[1] != ACK || length > FRAME + LONGEST || length < FRAME + HEADER) {
                received = Arrays.copyOfRange(received, 1, received.length);
            } else if (received.length < length) {
                return;
            } else {
                byte[] frame = Arrays.copyOf(received, length);
                received = Arrays.copyOfRange(received, length, received.length);
                send(reply(frame));
            }
        }
    }

    private void send(byte[] bytes) throws IOException {
        byte[] rest = bytes;
        while (rest.length > 0 && !ending && line.hostPresent()) {
            int written = line.write(rest, rest.length);
            rest = Arrays.copyOfRange(rest, written, rest.length);
            if (rest.length > 0) {
                line.await(true, true, HOST_POLL_MILLIS);
            }
        }
    }

    private synchronized byte[] reply(byte[] frame) {
        if (!plugged) {
            return NOT_A_READER;
        }
        return joined(frame, framed(answer(Arrays.copyOfRange(frame, FRAME - 1, frame.length - 1))));
    }

    private static byte[] framed(byte[] message) {
        byte[] frame = new byte[FRAME + message.length];
        frame[0] = SYNC;
        frame[1] = ACK;
        System.arraycopy(message, 0, frame, 2, message.length);
        for (int i = 0; i < frame.length - 1; i++) {
            frame[frame.length - 1] ^= frame[i];
        }
        return frame;
    }

    private byte[] answer(byte[] message) {
        byte[] data = Arrays.copyOfRange(message, HEADER, message.length);
        switch (message[0]) {
            case ESCAPE:
                return message(ESCAPED, message, data.length > 0 && data[0] == GET_FIRMWARE ? FIRMWARE : new byte[0]);
            case POWER_ON:
                powered = card != null;
                answered = 0;
                return card == null ? failed(message) : message(DATA_BLOCK, message, ATR);
            case POWER_OFF:
                powered = false;
                return message(STATUS, message, new byte[0]);
            case SET_PARAMETERS:
                return message(PARAMETERS, message, data);
            case GET_PARAMETERS:
                return message(PARAMETERS, message, AFTER_RESET);
            case TRANSFER:
                return transfer(message, data);
            case SLOT_STATUS:
                return message(STATUS, message, new byte[0]);
            default:
                return failed(message);
        }
    }

    private byte[] transfer(byte[] message, byte[] apdu) {
        if (card == null || !powered) {
            return failed(message);
        }
        if (card.fault() == VirtualCard.Fault.TORN) {
            remove();
            return failed(message);
        }
        byte[] response = card.answer(apdu, answered++);
        return response.length == 0 ? failed(message) : message(DATA_BLOCK, message, response);
    }

    private byte[] message(int type, byte[] asked, byte[] data) {
        byte[] message = Arrays.copyOf(new byte[] {(byte) type}, HEADER + data.length);
        message[LENGTH_AT] = (byte) data.length;
        message[LENGTH_AT + 1] = (byte) (data.length >>> Byte.SIZE);
        message[SLOT_AT] = asked[SLOT_AT];
        message[SEQUENCE_AT] = asked[SEQUENCE_AT];
        message[STATUS_AT] = (byte) (card == null ? ABSENT : powered ? ACTIVE : INACTIVE);
        System.arraycopy(data, 0, message, HEADER, data.length);
        return message;
    }

    private byte[] failed(byte[] asked) {
        byte[] message =
                message(asked[0] == POWER_ON || asked[0] == TRANSFER ? DATA_BLOCK : STATUS, asked, new byte[0]);
        message[STATUS_AT] |= FAILED;
        message[ERROR_AT] = CARD_MUTE;
        return message;
    }

    /** The 4 bytes of a message's length, the least significant first. */
    private static int lengthIn(byte[] bytes, int from) {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length |= (bytes[from + LENGTH_AT + i] & 0xFF) << (Byte.SIZE * i);
        }
        return length;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
