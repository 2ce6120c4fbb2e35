package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nbe.testing.Program;

/** Starts the real program, {@code nbe.jar}, as a process of its own, as the launcher does. */
final class NbeProgram {
    /** What is started. */
    static final Path JAR = Path.of("target", "nbe.jar");

    private NbeProgram() {}

    /** Starts it with these arguments. */
    static Program start(String... arguments) {
        return startAs(List.of(), JAR, arguments);
    }

    /**
     * The same, through another program that changes the account, such as {@code setpriv --reuid=65534}.
     *
     * @param jar the program, where that account may read it
     */
    static Program startAs(List<String> account, Path jar, String... arguments) {
        return start(account, List.of("-jar", jar.toString()), arguments);
    }

    /**
     * The same, with options of the JVM.
     *
     * @param account the program in front of it
     * @param what options, and then where the classes are
     */
    static Program start(List<String> account, List<String> what, String... arguments) {
        assertTrue(Files.exists(JAR), JAR.toAbsolutePath() + " is missing; the build makes it before these tests run");
        List<String> before = new ArrayList<>(account);
        before.addAll(List.of("env", "--default-signal=INT")); // a child inherits that SIGINT is ignored
        List<String> last = new ArrayList<>(what);
        last.addAll(List.of(arguments));
        // Another account has other folders than the one that runs the tests.
        String[] without = account.isEmpty() ? new String[0] : new String[] {"XDG_"};
        try {
            return Program.start(Program.java(before, last.toArray(String[]::new)), without);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
