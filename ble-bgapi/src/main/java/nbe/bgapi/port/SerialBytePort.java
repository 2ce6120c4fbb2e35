package nbe.bgapi.port;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import com.sun.jna.Platform;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A serial port through jSerialComm: no listener, semi-blocking reads on the caller's thread (a byte is handed out when it
 * arrives, an idle line costs ten system calls a second), no modem lines, since a pseudo-terminal has none. The BLED112
 * ignores the baud rate.
 */
public final class SerialBytePort implements BytePort {
    /** jSerialComm counts a POSIX read time-out in tenths of a second. */
    private static final int READ_TIMEOUT_MILLIS = 100;

    private static final int BAUD = 115_200;
    /** A driver may hang in close (Windows, after unplugging): then the thread is left behind. */
    private static final long CLOSE_PATIENCE_MILLIS = 1_000;

    private final SerialPort port;
    private final ExclusiveAccess exclusive;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SerialBytePort(SerialPort port, ExclusiveAccess exclusive) {
        this.port = port;
        this.exclusive = exclusive;
    }

    /** Opens a port as {@link BytePort.Opener#open} says. */
    public static BytePort open(String name) throws CannotOpenException {
        SerialLibrary.load();
        SerialPort port;
        try {
            port = SerialPort.getCommPort(PortNames.bare(name));
        } catch (SerialPortInvalidPortException e) {
            throw CannotOpenException.notThere("there is no port " + name);
        }
        port.setComPortParameters(BAUD, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_TIMEOUT_MILLIS, 0);
        if (!port.openPort(0)) {
            throw refusal(name, port.getLastErrorCode());
        }
        String path = port.getSystemPortPath();
        SerialBytePort opened;
        try {
            opened = new SerialBytePort(port, ExclusiveAccess.to(path));
        } catch (CannotOpenException e) {
            port.closePort();
            throw e;
        }
        // The lock is flock, which only cooperating programs respect. A program that opened the port earlier without it
        // would share its bytes with us. Checked last: from now on no other program can open the port.
        List<PortHolder> others = PortHolders.LIVE.sharers(path);
        if (!others.isEmpty()) {
            opened.close();
            throw PortHolders.heldBy(others);
        }
        return opened;
    }

    private static CannotOpenException refusal(String name, int code) {
        String detail = "system error " + code;
        boolean windows = Platform.isWindows();
        AdapterProblem problem = problemOf(code, windows);
        if (problem == null) {
            return CannotOpenException.notThere(name + " is not there (" + detail + ")");
        }
        if (windows) {
            return CannotOpenException.because(problem, detail);
        }
        return switch (problem) {
            case IN_USE -> PortHolders.LIVE.inUse(name, detail);
            case NO_PERMISSION -> CannotOpenException.because(problem, PortRights.of(name, detail));
            default -> CannotOpenException.because(problem, detail);
        };
    }

    /** What an error code of open means; null: the port does not exist. */
    static AdapterProblem problemOf(int code, boolean windows) {
        if (windows) {
            return switch (code) {
                case 2, 3, 20, 31, 433 -> null; // file, path, unit not found; device not functioning, device gone
                case 5, 32, 33 -> AdapterProblem.IN_USE; // access denied: a COM port opens once; sharing violations
                default -> AdapterProblem.CANNOT_OPEN;
            };
        }
        return switch (code) {
            case 2, 5, 6, 19 -> null; // ENOENT; EIO, ENXIO, ENODEV: unplugged this moment
            case 11, 16 -> AdapterProblem.IN_USE; // EWOULDBLOCK of flock; EBUSY of TIOCEXCL
            case 1, 13 -> AdapterProblem.NO_PERMISSION; // EPERM, EACCES
            default -> AdapterProblem.CANNOT_OPEN;
        };
    }

    @Override
    public int read(byte[] buffer) {
        return closed.get() ? GONE : port.readBytes(buffer, buffer.length);
    }

    @Override
    public boolean write(byte[] bytes) {
        return !closed.get() && port.writeBytes(bytes, bytes.length) == bytes.length;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Thread closer = new Thread(this::closeBoth, "close-" + port.getSystemPortName());
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(CLOSE_PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the closer goes on by itself
        }
    }

    private void closeBoth() {
        try {
            exclusive.close();
        } finally {
            port.closePort();
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "serial port %s", port.getSystemPortPath());
    }
}
