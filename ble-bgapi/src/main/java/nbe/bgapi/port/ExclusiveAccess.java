package nbe.bgapi.port;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other programs from opening a serial port that this one has open, whether they ask for a lock or not (TIOCEXCL of
 * tty_ioctl(4)): the system answers them EBUSY, root excepted. Linux; elsewhere it does nothing. One thread.
 *
 * <p>It has the port open a second time, since jSerialComm does not give its descriptor away. The flag belongs to the port, not to
 * a descriptor: it has to be taken back, or a pseudo-terminal would keep it after the last close.
 */
final class ExclusiveAccess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final int NOT_OPEN = -1;

    /** O_RDWR, O_NOCTTY, O_NONBLOCK, O_CLOEXEC; the numbers of Linux on x86 and ARM, as those below. */
    private static final int OPEN_FLAGS = 2 | 0x100 | 0x800 | 0x80000;

    private static final NativeLong TIOCEXCL = new NativeLong(0x540C);
    private static final NativeLong TIOCNXCL = new NativeLong(0x540D);

    /** What is needed of the C library. */
    interface LibC extends Library {
        int open(String path, int flags) throws LastErrorException;

        int ioctl(int descriptor, NativeLong request) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    /** Loads the library at the first use only. */
    private static final class Holder {
        private static final LibC LIBRARY = Native.load("c", LibC.class);
    }

    private final int descriptor;

    private ExclusiveAccess(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Takes the port for this program alone. Where the system cannot do that, the lock has to do, and a warning says so once.
     *
     * @throws CannotOpenException if somebody else was faster
     */
    static ExclusiveAccess to(String path) throws CannotOpenException {
        if (!Platform.isLinux()) {
            return new ExclusiveAccess(NOT_OPEN);
        }
        int opened = NOT_OPEN;
        try {
            opened = Holder.LIBRARY.open(path, OPEN_FLAGS);
            Holder.LIBRARY.ioctl(opened, TIOCEXCL);
        } catch (LastErrorException e) {
            if (SerialBytePort.problemOf(e.getErrorCode(), false) == AdapterProblem.IN_USE) {
                throw PortHolders.LIVE.inUse(path, "system error " + e.getErrorCode());
            }
            warn(path, e);
        } catch (LinkageError e) {
            warn(path, e);
        }
        return new ExclusiveAccess(opened);
    }

    private static void warn(String path, Throwable why) {
        if (WARNED.compareAndSet(false, true)) {
            LOG.warn("{} is locked, but programs that do not look at locks are not kept out: {}", path, why.toString());
        }
    }

    @Override
    public void close() {
        if (descriptor == NOT_OPEN) {
            return;
        }
        try {
            Holder.LIBRARY.ioctl(descriptor, TIOCNXCL);
        } catch (LastErrorException e) {
            LOG.debug("the port is gone already: {}", e.toString());
        } finally {
            Holder.LIBRARY.close(descriptor);
        }
    }
}
