package nbe.bgapi.port;

import java.util.Optional;

/**
 * Where the native parts of jSerialComm and JNA lie: the system property {@code nbe.native.dir}. Without it both unpack theirs
 * into a temporary directory; a program that runs for other people sets it.
 */
final class NativeFolder {
    private NativeFolder() {}

    static Optional<String> path() {
        return Optional.ofNullable(System.getProperty("nbe.native.dir")).filter(directory -> !directory.isBlank());
    }

    /** To be called before JNA is touched. */
    static void useForJna() {
        path().ifPresent(directory -> {
            System.setProperty("jna.boot.library.path", directory);
            System.setProperty("jna.nounpack", "true");
        });
    }
}
