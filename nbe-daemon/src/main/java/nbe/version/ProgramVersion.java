package nbe.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program, which the build writes into a resource. */
public final class ProgramVersion {
    private static final String NUMBER = read();

    private ProgramVersion() {}

    /** As in {@code 1.2.3}. */
    public static String number() {
        return NUMBER;
    }

    /** The program's User-Agent in HTTP requests (RFC 9110 section 10.1.5), as in {@code nbe/1.2.3}. */
    public static String userAgent() {
        return "nbe/" + NUMBER;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read from the program's own archive", e);
        }
        return properties.getProperty("version");
    }
}
