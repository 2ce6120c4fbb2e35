package nbe.simulator.pty;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import nbe.simulator.pty.LibC.SizeT;

/**
 * A pseudo-terminal in raw mode: connects this program with a host that opens {@link #path()} as a serial port. Linux only. Only
 * {@link #await} blocks. Closing it while a host has it open looks to that host like an unplugged device. Not thread-safe.
 */
public final class PseudoTerminal implements AutoCloseable {
    /** More than any {@code struct termios}, which this class passes on unread. */
    private static final int TERMIOS_BYTES = 256;

    private static final int POLLFD_BYTES = 8;
    private static final int PATH_BYTES = 128;
    private static final int NOT_OPEN = -1;

    private final LibC c;
    private final String path;
    private final Memory pollSet = new Memory(2 * POLLFD_BYTES);
    private final byte[] chunk = new byte[4096];
    private final int wakeUp;
    private int master;
    private int occupant = NOT_OPEN;

    private PseudoTerminal(LibC c, int master, String path, int wakeUp) {
        this.c = c;
        this.master = master;
        this.path = path;
        this.wakeUp = wakeUp;
    }

    /**
     * Loads the C library, so that {@link #open} is fast.
     *
     * @throws UnsupportedOperationException on anything but Linux
     */
    public static void prepare() {
        LibC.load();
    }

    /**
     * A new pseudo-terminal that no host has open.
     *
     * @param wakeUp an eventfd that ends {@link #await}, see {@link WakeUp}
     * @throws IOException if the operating system gives none
     * @throws UnsupportedOperationException on anything but Linux
     */
    public static PseudoTerminal open(WakeUp wakeUp) throws IOException {
        LibC c = LibC.load();
        int master = NOT_OPEN;
        try {
            master = c.posix_openpt(LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
            c.grantpt(master);
            c.unlockpt(master);
            byte[] name = new byte[PATH_BYTES];
            int error = c.ptsname_r(master, name, new SizeT(name.length));
            if (error != 0) {
                throw new LastErrorException(error);
            }
            PseudoTerminal terminal = new PseudoTerminal(c, master, text(name), wakeUp.descriptor());
            terminal.reset();
            return terminal;
        } catch (LastErrorException e) {
            if (master != NOT_OPEN) {
                c.close(master);
            }
            throw new IOException("cannot create a pseudo-terminal: " + e.getMessage(), e);
        }
    }

    private static String text(byte[] zeroTerminated) {
        int length = 0;
        while (zeroTerminated[length] != 0) {
            length++;
        }
        return new String(zeroTerminated, 0, length, StandardCharsets.US_ASCII);
    }

    /** The path that a host opens, {@code /dev/pts/7}. */
    public String path() {
        return path;
    }

    /**
     * Resets the port: raw, empty, not exclusive. Opens it for a moment; after that {@link #hostPresent} is right even if no
     * host has opened it yet.
     */
    public void reset() throws IOException {
        try {
            int port = c.open(path, LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
            try {
                Memory termios = new Memory(TERMIOS_BYTES);
                termios.clear();
                c.tcgetattr(port, termios);
                c.cfmakeraw(termios);
                c.tcsetattr(port, LibC.TCSANOW, termios);
                c.tcflush(port, LibC.TCIFLUSH);
                c.ioctl(port, new SizeT(LibC.TIOCNXCL));
            } finally {
                c.close(port);
            }
        } catch (LastErrorException e) {
            throw new IOException(path + " cannot be reset: " + e.getMessage(), e);
        }
    }

    /** Whether a host has the port open. */
    public boolean hostPresent() {
        return (poll(LibC.POLLIN, false, 0) & LibC.POLLHUP) == 0;
    }

    /**
     * Waits until the host has written, until it has read ({@code forWriting}), or until a wake-up.
     *
     * @param host whether to wait for the port: without a host a hang-up would end every wait at once
     */
    public void await(boolean host, boolean forWriting, int timeoutMillis) {
        short events = forWriting ? (short) (LibC.POLLIN | LibC.POLLOUT) : LibC.POLLIN;
        poll(host ? events : -1, true, timeoutMillis);
    }

    /** Returns the port's events: struct pollfd is int fd, short events, short revents; poll ignores a negative fd. */
    private int poll(int events, boolean wakeable, int timeoutMillis) {
        pollSet.setInt(0, events < 0 ? NOT_OPEN : master);
        pollSet.setShort(4, (short) events);
        pollSet.setShort(6, (short) 0);
        pollSet.setInt(POLLFD_BYTES, wakeUp);
        pollSet.setShort(POLLFD_BYTES + 4, LibC.POLLIN);
        pollSet.setShort(POLLFD_BYTES + 6, (short) 0);
        try {
            c.poll(pollSet, new SizeT(wakeable ? 2 : 1), timeoutMillis);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != LibC.EINTR) {
                throw e;
            }
            return 0;
        }
        return pollSet.getShort(6);
    }

    /** Reads bytes of the host; returns 0 if there are none. */
    public int read(byte[] target) throws IOException {
        try {
            return c.read(master, target, new SizeT(target.length)).intValue();
        } catch (LastErrorException e) {
            // EIO: the host closed its end and left nothing behind.
            if (isNothing(e)) {
                return 0;
            }
            throw new IOException("reading " + path + ": " + e.getMessage(), e);
        }
    }

    /** Writes as much as the host's buffer takes; returns 0 if it is full. */
    public int write(byte[] source, int length) throws IOException {
        try {
            int portion = Math.min(length, chunk.length);
            System.arraycopy(source, 0, chunk, 0, portion);
            return c.write(master, chunk, new SizeT(portion)).intValue();
        } catch (LastErrorException e) {
            if (isNothing(e)) {
                return 0;
            }
            throw new IOException("writing " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean isNothing(LastErrorException e) {
        return e.getErrorCode() == LibC.EAGAIN || e.getErrorCode() == LibC.EINTR || e.getErrorCode() == LibC.EIO;
    }

    /** Opens the port as another program with exclusive access. */
    public void occupy() throws IOException {
        if (occupant != NOT_OPEN) {
            return;
        }
        try {
            occupant = c.open(path, LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
            c.flock(occupant, LibC.LOCK_EX | LibC.LOCK_NB);
            c.ioctl(occupant, new SizeT(LibC.TIOCEXCL));
        } catch (LastErrorException e) {
            vacate();
            throw new IOException(path + " cannot be occupied, a host has it: " + e.getMessage(), e);
        }
    }

    /** Ends {@link #occupy}. */
    public void vacate() {
        if (occupant != NOT_OPEN) {
            c.ioctl(occupant, new SizeT(LibC.TIOCNXCL));
            c.close(occupant);
            occupant = NOT_OPEN;
        }
    }

    @Override
    public void close() {
        vacate();
        if (master != NOT_OPEN) {
            c.close(master);
            master = NOT_OPEN;
        }
    }
}
