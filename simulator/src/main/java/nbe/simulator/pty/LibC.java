package nbe.simulator.pty;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/** The functions of Linux's C library that a pseudo-terminal needs. Numbers are those of Linux on x86 and ARM. */
interface LibC extends Library {
    int O_RDWR = 2;
    int O_NOCTTY = 0x100;
    int O_NONBLOCK = 0x800;
    int O_CLOEXEC = 0x80000;
    int TCSANOW = 0;
    int TCIFLUSH = 0;
    long TIOCEXCL = 0x540C;
    long TIOCNXCL = 0x540D;
    short POLLIN = 0x001;
    short POLLOUT = 0x004;
    short POLLHUP = 0x010;
    int EINTR = 4;
    int EIO = 5;
    int EAGAIN = 11;
    int LOCK_EX = 2;
    int LOCK_NB = 4;

    /**
     * The C library of this machine.
     *
     * @throws UnsupportedOperationException on anything but Linux
     */
    static LibC load() {
        if (!Platform.isLinux()) {
            throw new UnsupportedOperationException("the simulated adapter needs pseudo-terminals as Linux has them;"
                    + " on " + System.getProperty("os.name") + " there are none");
        }
        return Holder.LIBRARY;
    }

    /** Loads the library at the first use only. */
    final class Holder {
        private static final LibC LIBRARY = Native.load("c", LibC.class);

        private Holder() {}
    }

    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int fd) throws LastErrorException;

    int unlockpt(int fd) throws LastErrorException;

    /** Returns the error itself, not -1. */
    int ptsname_r(int fd, byte[] name, SizeT length);

    int open(String path, int flags) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    SizeT read(int fd, byte[] buffer, SizeT count) throws LastErrorException;

    SizeT write(int fd, byte[] buffer, SizeT count) throws LastErrorException;

    int poll(Pointer descriptors, SizeT count, int timeoutMillis) throws LastErrorException;

    int tcgetattr(int fd, Pointer termios) throws LastErrorException;

    void cfmakeraw(Pointer termios);

    int tcsetattr(int fd, int when, Pointer termios) throws LastErrorException;

    int tcflush(int fd, int queue) throws LastErrorException;

    int ioctl(int fd, SizeT request) throws LastErrorException;

    int flock(int fd, int operation) throws LastErrorException;

    int eventfd(int initial, int flags) throws LastErrorException;

    /** A C {@code size_t}, {@code ssize_t} or {@code unsigned long}. */
    final class SizeT extends com.sun.jna.IntegerType {
        private static final long serialVersionUID = 1L;

        public SizeT() {
            this(0);
        }

        SizeT(long value) {
            super(Native.SIZE_T_SIZE, value);
        }
    }
}
