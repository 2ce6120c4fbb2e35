package nbe.bgapi.adapter;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

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
            NativeFolder.path().ifPresent(directory -> System.setProperty("jSerialComm.library.path", directory));
            touch();
            loaded = true;
        } finally {
            LOADING.unlock();
        }
    }

    private static void touch() throws CannotOpenException {
        try {
            // It would go on to look in other places, and load what lies there, if this one could not be loaded.
            NativeFolder.path()
                    .ifPresent(directory -> System.load(Path.of(directory, System.mapLibraryName("jSerialComm"))
                            .toAbsolutePath()
                            .toString()));
            SerialPort.getVersion(); // runs the static initializer
        } catch (Throwable reason) { // UnsatisfiedLinkError, ExceptionInInitializerError, SecurityException, …
            Throwable root = reason;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            refusal = root.getClass().getSimpleName() + ": " + root.getMessage();
            throw CannotOpenException.because(AdapterProblem.NO_SERIAL_LIBRARY, refusal, reason);
        }
    }
}
