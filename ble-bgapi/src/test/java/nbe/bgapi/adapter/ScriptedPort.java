package nbe.bgapi.adapter;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nbe.bgapi.port.BytePort;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/** A port in memory with a dongle behind it that answers what it is asked, and a test that adds to what it says. */
final class ScriptedPort implements BytePort {
    private static final byte[] GONE_MARK = new byte[0];

    private final LinkedBlockingQueue<byte[]> toHost = new LinkedBlockingQueue<>();
    private final Framer fromHost = new Framer(Framer.Direction.FROM_HOST);
    final LinkedBlockingQueue<Packet> commands = new LinkedBlockingQueue<>();
    final AtomicInteger opens = new AtomicInteger();
    volatile boolean open;
    volatile boolean gone;
    volatile boolean scanning;
    volatile boolean refusesUntilReset; // gap_discover is answered with 0x0181 until system_reset comes
    volatile byte[] piledUp = {}; // what is in the buffer when the port is opened
    volatile Runnable beforeNextBytes = () -> {}; // run once, when a read is about to hand bytes out
    volatile RuntimeException nextRead; // thrown instead of reading
    volatile Runnable emptyRead = () -> {}; // run once, in a read that ends at its time-out whatever is there
    volatile boolean readsEmpty; // whether it is to be run

    BytePort opened() throws CannotOpenException {
        if (gone) {
            throw CannotOpenException.notThere("gone");
        }
        toHost.clear();
        if (piledUp.length > 0) {
            toHost.add(piledUp);
        }
        open = true;
        opens.incrementAndGet();
        return this;
    }

    void say(byte[] bytes) {
        toHost.add(bytes);
    }

    void say(Packet packet) {
        say(packet.encode());
    }

    void vanish() {
        gone = true;
        toHost.add(GONE_MARK);
    }

    @Override
    public int read(byte[] buffer) {
        RuntimeException thrown = nextRead;
        if (thrown != null) {
            nextRead = null;
            throw thrown;
        }
        if (readsEmpty) {
            readsEmpty = false;
            emptyRead.run();
            return 0;
        }
        try {
            byte[] bytes = toHost.poll(20, TimeUnit.MILLISECONDS);
            if (bytes == null) {
                return 0;
            }
            if (bytes == GONE_MARK) {
                return GONE;
            }
            Runnable before = beforeNextBytes;
            beforeNextBytes = () -> {};
            before.run();
            System.arraycopy(bytes, 0, buffer, 0, bytes.length);
            return bytes.length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public boolean write(byte[] bytes) {
        if (gone) {
            return false;
        }
        fromHost.append(bytes, 0, bytes.length, 0);
        while (fromHost.next(0)) {
            Packet command = fromHost.packet().toPacket();
            commands.add(command);
            answer(command);
        }
        return true;
    }

    long got(Command command) {
        return commands.stream().filter(packet -> packet.isCommand(command)).count();
    }

    private void answer(Packet command) {
        if (command.isCommand(Command.SYSTEM_RESET)) {
            refusesUntilReset = false;
        }
        for (Command row : Command.values()) {
            if (command.isCommand(row) && row.response().isPresent()) {
                say(
                        switch (row) {
                            case SYSTEM_GET_INFO -> Packet.response(row, 1, 3, 2, 122, 3, 1, 2);
                            case SYSTEM_ADDRESS_GET -> Packet.response(row, 0x0007801A2B3CL);
                            case SYSTEM_GET_CONNECTIONS -> Packet.response(row, 1);
                            case CONNECTION_DISCONNECT -> Packet.response(row, 0, 0x0186);
                            case GAP_DISCOVER -> Packet.response(row, refusesUntilReset ? 0x0181 : 0);
                            case SYSTEM_HELLO -> Packet.response(row);
                            default -> Packet.response(row, 0);
                        });
                // After the answer is in the queue: who sees this flag may speak.
                scanning = (row == Command.GAP_DISCOVER && !refusesUntilReset)
                        || (scanning && row != Command.GAP_END_PROCEDURE);
            }
        }
    }

    @Override
    public void close() {
        open = false;
    }
}
