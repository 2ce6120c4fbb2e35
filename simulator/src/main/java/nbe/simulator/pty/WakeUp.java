package nbe.simulator.pty;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import nbe.simulator.pty.LibC.SizeT;

/**
 * An eventfd of Linux that ends another thread's wait for a pseudo-terminal. Any thread calls {@link #wake} and {@link #close}, the
 * waiting thread the rest.
 */
public final class WakeUp implements AutoCloseable {
    private static final int COUNTER_BYTES = 8;
    private static final int POLLFD_BYTES = 8;

    private final LibC c;
    private final int descriptor;
    private final Memory pollSet = new Memory(POLLFD_BYTES);
    private boolean closed;

    private WakeUp(LibC c, int descriptor) {
        this.c = c;
        this.descriptor = descriptor;
    }

    /**
     * Creates the eventfd.
     *
     * @throws IOException if the operating system gives none
     * @throws UnsupportedOperationException on anything but Linux
     */
    public static WakeUp open() throws IOException {
        LibC c = LibC.load();
        try {
            return new WakeUp(c, c.eventfd(0, LibC.O_NONBLOCK | LibC.O_CLOEXEC));
        } catch (LastErrorException e) {
            throw new IOException("cannot create an eventfd: " + e.getMessage(), e);
        }
    }

    int descriptor() {
        return descriptor;
    }

    /** Ends the present or the next wait; without effect once closed. */
    public synchronized void wake() {
        if (closed) {
            return;
        }
        byte[] one = new byte[COUNTER_BYTES];
        one[0] = 1;
        try {
            c.write(descriptor, one, new SizeT(COUNTER_BYTES));
        } catch (LastErrorException e) {
            if (e.getErrorCode() != LibC.EAGAIN) {
                throw e;
            }
        }
    }

    /** Waits for a {@link #wake} since the last {@link #reset}. */
    public void await(int timeoutMillis) {
        pollSet.setInt(0, descriptor);
        pollSet.setShort(4, LibC.POLLIN);
        pollSet.setShort(6, (short) 0);
        try {
            c.poll(pollSet, new SizeT(1), timeoutMillis);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != LibC.EINTR) {
                throw e;
            }
        }
    }

    /** Clears earlier wake-ups. */
    public void reset() {
        try {
            c.read(descriptor, new byte[COUNTER_BYTES], new SizeT(COUNTER_BYTES));
        } catch (LastErrorException e) {
            if (e.getErrorCode() != LibC.EAGAIN) {
                throw e;
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            c.close(descriptor);
        }
    }
}
