package nbe.cli.process;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the program runs at a terminal. */
public final class Terminal {
    private Terminal() {}

    /** Whether standard error is a terminal; of systems without {@code /proc}: whether {@link #isThere}. */
    public static boolean isStandardError() {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return isThere();
        }
    }

    /** Whether standard input and output are a terminal. */
    public static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // JDK 22 and newer have a console without a terminal too, and this method; older ones have neither.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("java.io.Console.isTerminal cannot be called", e);
        }
    }
}
