package nbe.base;

import java.util.Optional;

/**
 * The folder that holds the native libraries of jSerialComm and JNA: the system property {@code nbe.native.dir}. Where it is not set, each
 * of the two unpacks its own into a temporary directory, in which other accounts may have put a library of the same name.
 */
public final class NativeFolder {
    private static final String PROPERTY = "nbe.native.dir";

    private NativeFolder() {}

    /** The folder; empty if the property is not set. */
    public static Optional<String> path() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).filter(folder -> !folder.isBlank());
    }

    /** Makes both libraries load from this folder and unpack nothing. Call it before either is loaded: they read this once. */
    public static void use(String folder) {
        System.setProperty(PROPERTY, folder);
        System.setProperty("jna.boot.library.path", folder);
        System.setProperty("jna.nounpack", "true");
    }
}
