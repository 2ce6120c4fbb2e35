package nbe.service;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix datagram socket to one receiver, through the C library, since the JDK has none; the numbers are those of Linux on x86 and ARM.
 * Never blocks; for one thread at a time.
 */
final class NotifySocket {
    private static final Logger LOG = LoggerFactory.getLogger("service");
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** {@code sun_path} of {@code struct sockaddr_un}: unix(7). */
    private static final int LONGEST_PATH = 108;

    private static final int FAMILY_SIZE = 2;

    private final LibC library;
    private final int fd;
    private final Memory address;
    private String lastError = "";

    private NotifySocket(LibC library, int fd, Memory address) {
        this.library = library;
        this.fd = fd;
        this.address = address;
    }

    /** Functions of the C library. */
    interface LibC extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        SizeT sendto(int fd, byte[] data, SizeT length, int flags, Pointer address, int addressLength)
                throws LastErrorException;

        /** A C {@code size_t} or {@code ssize_t}. */
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

    /**
     * Opens the socket; logs a warning and returns empty if that fails.
     *
     * @param receiver a path, or a name in the abstract namespace behind an {@code @}
     */
    static Optional<NotifySocket> open(String receiver) {
        byte[] path = receiver.getBytes(StandardCharsets.UTF_8);
        if (path.length >= LONGEST_PATH || !(receiver.startsWith("/") || receiver.startsWith("@"))) {
            LOG.warn("NOTIFY_SOCKET is no address of a Unix socket: {}; systemd gets no reports", receiver);
            return Optional.empty();
        }
        if (path[0] == '@') {
            path[0] = 0;
        }
        try {
            LibC library = Native.load("c", LibC.class);
            // No NUL at the end: an abstract name must not have one, and a path needs none with this length.
            Memory address = new Memory(FAMILY_SIZE + (long) path.length);
            address.setShort(0, AF_UNIX);
            address.write(FAMILY_SIZE, path, 0, path.length);
            return Optional.of(
                    new NotifySocket(library, library.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), address));
        } catch (LastErrorException | UnsatisfiedLinkError | NoClassDefFoundError e) {
            LOG.warn("no socket for NOTIFY_SOCKET {}: {}; systemd gets no reports", receiver, e.toString());
            return Optional.empty();
        }
    }

    /** Sends one datagram; false if that fails, see {@link #lastError}. */
    boolean send(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        try {
            library.sendto(
                    fd, data, new LibC.SizeT(data.length), MSG_DONTWAIT | MSG_NOSIGNAL, address, (int) address.size());
            return true;
        } catch (LastErrorException e) {
            lastError = e.getMessage();
            return false;
        }
    }

    /** Why {@link #send} failed the last time. */
    String lastError() {
        return lastError;
    }
}
