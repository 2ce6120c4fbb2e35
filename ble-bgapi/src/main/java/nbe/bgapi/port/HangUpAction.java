package nbe.bgapi.port;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process does at SIGHUP. jSerialComm 2.11.4 makes the process ignore that signal, and six others, as its native library is
 * loaded; a program that reads its configuration again at SIGHUP then never hears of it, and {@code sun.misc.Signal} refuses to handle a
 * signal that is ignored. So this saves the action (sigaction(2)) before and restores it afterwards; a signal in between is lost. Linux;
 * elsewhere it does nothing.
 */
final class HangUpAction {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    /** SIGHUP, on every system. */
    private static final int HANG_UP = 1;
    /** More than any struct sigaction has: 152 bytes with glibc on x86 and ARM. */
    private static final int ACTION_BYTES = 512;

    /** What is needed of the C library. */
    interface LibC extends Library {
        int sigaction(int signal, Pointer action, Pointer before);
    }

    private final LibC library;
    private final Memory action;

    private HangUpAction(LibC library, Memory action) {
        this.library = library;
        this.action = action;
    }

    /** The action as it is now; empty where it cannot be had. */
    static Optional<HangUpAction> saved() {
        if (!Platform.isLinux()) {
            return Optional.empty();
        }
        try {
            LibC library = Native.load("c", LibC.class);
            Memory action = new Memory(ACTION_BYTES);
            return library.sigaction(HANG_UP, null, action) == 0
                    ? Optional.of(new HangUpAction(library, action))
                    : Optional.empty();
        } catch (LinkageError e) {
            LOG.debug("SIGHUP will be ignored once the serial library is loaded: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Makes it what it was. */
    void restore() {
        if (library.sigaction(HANG_UP, action, null) != 0) {
            LOG.debug("SIGHUP is ignored from now on: the system does not restore its action");
        }
    }
}
