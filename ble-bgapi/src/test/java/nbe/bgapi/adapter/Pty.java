package nbe.bgapi.adapter;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;

/** The master's end of a pseudo-terminal. */
final class Pty implements AutoCloseable {
    private interface C extends Library {
        C LIB = Native.load("c", C.class);

        int posix_openpt(int flags);

        int grantpt(int fd);

        int unlockpt(int fd);

        int ptsname_r(int fd, byte[] name, long length);

        int open(String path, int flags);

        int tcgetattr(int fd, byte[] termios);

        void cfmakeraw(byte[] termios);

        int tcsetattr(int fd, int when, byte[] termios);

        long read(int fd, byte[] bytes, long length);

        long write(int fd, byte[] bytes, long length);

        int poll(byte[] fds, long count, int millis);

        int ioctl(int fd, NativeLong request, int[] answer);

        int close(int fd);
    }

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int ROOM_FOR_TERMIOS = 256;
    private static final int POLLIN = 1;
    /** Whether TIOCEXCL was said, of ioctl_tty(2). */
    private static final NativeLong TIOCGEXCL = new NativeLong(0x80045440L);

    private final int master;
    final String slave;

    Pty() throws IOException {
        master = checked(C.LIB.posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK));
        checked(C.LIB.grantpt(master));
        checked(C.LIB.unlockpt(master));
        byte[] name = new byte[128];
        checked(C.LIB.ptsname_r(master, name, name.length));
        slave = Native.toString(name);
        int fd = checked(
                C.LIB.open(slave, O_RDWR | O_NOCTTY)); // raw, or what is written before the host opens is echoed
        byte[] termios = new byte[ROOM_FOR_TERMIOS];
        checked(C.LIB.tcgetattr(fd, termios));
        C.LIB.cfmakeraw(termios);
        checked(C.LIB.tcsetattr(fd, 0, termios));
        checked(C.LIB.close(fd));
    }

    private static int checked(int result) throws IOException {
        if (result < 0) {
            throw new IOException("errno " + Native.getLastError());
        }
        return result;
    }

    /** Whether the slave is for one program alone; who asks has to be root while it is. */
    boolean isExclusive() throws IOException {
        int fd = checked(C.LIB.open(slave, O_RDWR | O_NOCTTY | O_NONBLOCK));
        try {
            int[] answer = new int[1];
            checked(C.LIB.ioctl(fd, TIOCGEXCL, answer));
            return answer[0] != 0;
        } finally {
            C.LIB.close(fd);
        }
    }

    /** Waits up to {@code millis}; 0 if nothing came, or nobody has the slave open. */
    int read(byte[] bytes, int millis) {
        byte[] poll = new byte[8]; // struct pollfd: int fd, short events, short revents
        for (int i = 0; i < 4; i++) {
            poll[i] = (byte) (master >> (8 * i));
        }
        poll[4] = POLLIN;
        C.LIB.poll(poll, 1, millis);
        return (int) Math.max(0, C.LIB.read(master, bytes, bytes.length));
    }

    /** False if it was not taken whole. */
    boolean write(byte[] bytes) {
        return C.LIB.write(master, bytes, bytes.length) == bytes.length;
    }

    @Override
    public void close() {
        C.LIB.close(master);
    }
}
