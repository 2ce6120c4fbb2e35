package nbe.bgapi.port;

import com.fazecast.jSerialComm.SerialPort;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nbe.base.NativeFolder;

/**
 * Loads jSerialComm. Its static initializer takes a native library from the first of several places, the temporary
 * directory among them, where anybody may have put one; an installation therefore names its own directory in the system
 * property {@code nbe.native.dir}, which must be known before the class is touched.
 */
final class SerialLibrary {
    private static final ReentrantLock LOADING = new ReentrantLock();
    private static boolean loaded; // guarded by LOADING
    private static String refusal; // guarded by LOADING; why not: the class cannot be initialized a second time

    private SerialLibrary() {}

    /** @throws CannotOpenException with {@link AdapterProblem#NO_SERIAL_LIBRARY}, now and ever after */
    static void load() throws CannotOpenException {
        LOADING.lock();
        try {
            if (loaded) {
                return;
            }
            if (refusal != null) {
                throw CannotOpenException.because(AdapterProblem.NO_SERIAL_LIBRARY, refusal);
            }
            touch();
            loaded = true;
        } finally {
            LOADING.unlock();
        }
    }

    private static void touch() throws CannotOpenException {
        Optional<HangUpAction> hangUp = HangUpAction.saved();
        try {
            Optional<String> directory = NativeFolder.path();
            if (directory.isPresent()) {
                System.setProperty("jSerialComm.library.path", directory.get());
                lookNowhereElse(directory.get(), () -> SerialPort.getVersion());
            } else {
                SerialPort.getVersion(); // runs the static initializer
            }
        } catch (Throwable reason) { // UnsatisfiedLinkError, ExceptionInInitializerError, SecurityException, …
            Throwable root = reason;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            refusal = root.getClass().getSimpleName() + ": " + root.getMessage();
            throw CannotOpenException.because(AdapterProblem.NO_SERIAL_LIBRARY, refusal, reason);
        } finally {
            hangUp.ifPresent(HangUpAction::restore);
        }
    }

    /**
     * Runs this while the temporary and the home directory are another folder: jSerialComm would go on to load what lies in those two if
     * it could not load the library in its own folder. To load that library before is no way: as it is loaded it has the class
     * initialized, which then cannot use a library that is not there yet, and goes on to the other places.
     */
    private static void lookNowhereElse(String directory, Runnable initialization) {
        Map<String, String> before = new HashMap<>();
        for (String place : new String[] {"java.io.tmpdir", "user.home"}) {
            before.put(place, System.setProperty(place, directory));
        }
        try {
            initialization.run();
        } finally {
            before.forEach(System::setProperty);
        }
    }
}
