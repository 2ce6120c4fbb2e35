package nbe.acceptance.loss;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A TUN device of Linux: a network interface whose packets this program reads and writes. It stays attached when the interface is
 * moved into another network namespace. Needs root. {@link #read} is for one thread, {@link #write} for another.
 */
final class TunDevice implements AutoCloseable {
    static final int LARGEST_PACKET = 65_536;

    private static final String CONTROL = "/dev/net/tun";
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final long TUNSETIFF = 0x400454caL;
    /** IFF_TUN | IFF_NO_PI: IP packets, with nothing in front. */
    private static final short FLAGS = 0x1001;
    /** struct ifreq: name, then flags; linux/if.h. */
    private static final int NAME_BYTES = 16;

    private static final int REQUEST_BYTES = 40;
    private static final short POLLIN = 1;
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int EAGAIN = 11;

    /** The functions of Linux's C library. */
    interface LibC extends Library {
        int open(String path, int flags) throws LastErrorException;

        int ioctl(int descriptor, long request, Memory argument) throws LastErrorException;

        int poll(Memory descriptors, long count, int timeoutMillis) throws LastErrorException;

        long read(int descriptor, byte[] into, long count) throws LastErrorException;

        long write(int descriptor, byte[] from, long count) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    private static final LibC C = Native.load("c", LibC.class);

    private final String name;
    private final int descriptor;
    private final byte[] buffer = new byte[LARGEST_PACKET];
    private final Memory polled = new Memory(8);

    private TunDevice(String name, int descriptor) {
        this.name = name;
        this.descriptor = descriptor;
        polled.setInt(0, descriptor);
        polled.setShort(4, POLLIN);
    }

    /** @param name of the interface, 15 characters at most */
    static TunDevice create(String name) throws IOException {
        try {
            int descriptor = C.open(CONTROL, O_RDWR | O_NONBLOCK | O_CLOEXEC);
            try (Memory request = new Memory(REQUEST_BYTES)) {
                request.clear();
                byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
                request.write(0, bytes, 0, bytes.length);
                request.setShort(NAME_BYTES, FLAGS);
                C.ioctl(descriptor, TUNSETIFF, request);
            } catch (LastErrorException e) {
                C.close(descriptor);
                throw e;
            }
            return new TunDevice(name, descriptor);
        } catch (LastErrorException e) {
            throw new IOException(CONTROL + ", interface " + name + ": " + e.getMessage() + " (this needs root)", e);
        }
    }

    String name() {
        return name;
    }

    /** The next packet that the system sends out of this interface; empty if there is none within that time. */
    byte[] read(int timeoutMillis) throws IOException {
        try {
            polled.setShort(6, (short) 0);
            if (C.poll(polled, 1, timeoutMillis) == 0) {
                return new byte[0];
            }
            int length = (int) C.read(descriptor, buffer, buffer.length);
            return Arrays.copyOf(buffer, length);
        } catch (LastErrorException e) {
            if (e.getErrorCode() == EINTR || e.getErrorCode() == EAGAIN || e.getErrorCode() == EIO) {
                return new byte[0];
            }
            throw new IOException("cannot read from " + name + ": " + e.getMessage(), e);
        }
    }

    /** Lets the system receive a packet. Returns false if the interface is down. */
    boolean write(byte[] packet) throws IOException {
        try {
            C.write(descriptor, packet, packet.length);
            return true;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == EIO || e.getErrorCode() == EAGAIN) {
                return false;
            }
            throw new IOException("cannot write to " + name + ": " + e.getMessage(), e);
        }
    }

    /** Removes the interface as well. */
    @Override
    public void close() {
        C.close(descriptor);
    }
}
