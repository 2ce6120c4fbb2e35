package nbe.simulator.dongle;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/** A BGAPI host of a few lines on a real serial port, through the library that the daemon uses. */
public final class SerialHost implements AutoCloseable {
    private static final int READ_MILLIS = 100;

    private final SerialPort port;
    private final Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
    private final List<Packet> waiting = new ArrayList<>();
    private boolean gone;

    private SerialHost(SerialPort port) {
        this.port = port;
    }

    /** Empty if the port cannot be opened. */
    static Optional<SerialHost> tryOpen(Path path) {
        SerialPort port = SerialPort.getCommPort(path.toString());
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
        return port.openPort() ? Optional.of(new SerialHost(port)) : Optional.empty();
    }

    public static SerialHost open(Path path) {
        return tryOpen(path).orElseThrow(() -> new AssertionError(path + " cannot be opened"));
    }

    /** Reads until a packet is as wanted; empty if that takes longer. */
    public Optional<Packet> find(Predicate<Packet> wanted, long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        byte[] bytes = new byte[4096];
        do {
            while (!waiting.isEmpty()) {
                Packet packet = waiting.remove(0);
                if (wanted.test(packet)) {
                    return Optional.of(packet);
                }
            }
            int length = port.readBytes(bytes, bytes.length);
            if (length < 0) {
                gone = true;
                return Optional.empty();
            }
            long now = System.nanoTime();
            framer.append(bytes, 0, length, now);
            while (framer.next(now)) {
                waiting.add(framer.packet().toPacket());
            }
        } while (System.nanoTime() < end);
        return Optional.empty();
    }

    public Packet ask(Command command, Object... values) {
        send(command, values);
        return find(packet -> packet.isResponseTo(command), 3000)
                .orElseThrow(() -> new AssertionError(command + " is not answered"));
    }

    void send(Command command, Object... values) {
        byte[] bytes = Packet.command(command, values).encode();
        if (port.writeBytes(bytes, bytes.length) != bytes.length) {
            throw new AssertionError(command + " cannot be written");
        }
    }

    public void observe() {
        ask(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 1);
        int result = ask(Command.GAP_DISCOVER, 2).integer("result");
        if (result != 0) {
            throw new AssertionError("it does not scan: " + Integer.toHexString(result));
        }
    }

    /** Whether a read said that the port is gone. */
    boolean gone() {
        return gone;
    }

    long garbage() {
        return framer.skippedBytes();
    }

    @Override
    public void close() {
        port.closePort();
    }
}
