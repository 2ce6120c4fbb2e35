package nbe.service;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real receiver of systemd's notifications: a bound Unix datagram socket, read without waiting. */
public final class NotifyReceiver implements AutoCloseable {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int EAGAIN = 11;
    private static final int LARGEST = 4096;

    private static final LibC LIBRARY = Native.load("c", LibC.class);

    private final int fd;

    /** What of the C library this needs. */
    interface LibC extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int bind(int fd, Pointer address, int length) throws LastErrorException;

        NotifySocket.LibC.SizeT recv(int fd, byte[] buffer, NotifySocket.LibC.SizeT length, int flags)
                throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    private NotifyReceiver(int fd) {
        this.fd = fd;
    }

    /** Listens at a path. */
    public static NotifyReceiver at(Path path) {
        return at(path.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Listens at a name in the abstract namespace. */
    static NotifyReceiver atAbstract(String name) {
        return at(('\0' + name).getBytes(StandardCharsets.UTF_8));
    }

    private static NotifyReceiver at(byte[] path) {
        int fd = LIBRARY.socket(AF_UNIX, SOCK_DGRAM, 0);
        Memory address = new Memory(2 + (long) path.length);
        address.setShort(0, AF_UNIX);
        address.write(2, path, 0, path.length);
        LIBRARY.bind(fd, address, (int) address.size());
        return new NotifyReceiver(fd);
    }

    /** All that has arrived and was not taken yet. */
    public List<String> take() {
        List<String> all = new ArrayList<>();
        byte[] buffer = new byte[LARGEST];
        while (true) {
            try {
                int length = LIBRARY.recv(fd, buffer, new NotifySocket.LibC.SizeT(LARGEST), MSG_DONTWAIT)
                        .intValue();
                all.add(new String(buffer, 0, length, StandardCharsets.UTF_8));
            } catch (LastErrorException e) {
                if (e.getErrorCode() == EAGAIN) {
                    return all;
                }
                throw e;
            }
        }
    }

    @Override
    public void close() {
        LIBRARY.close(fd);
    }
}
