package nbe.bgapi.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lists that a test compares with a file beside it; what it found instead is left in {@code target}, to be compared and copied. */
public final class Golden {
    private Golden() {}

    public static void check(Class<?> test, String file, List<String> found) throws IOException {
        Files.write(Path.of("target", file), found);
        try (InputStream stream = test.getResourceAsStream(file)) {
            String wanted = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(wanted, String.join("\n", found) + "\n", "see target/" + file);
        }
    }

    /** The classes of a sealed type, those of its sealed subtypes included. */
    public static void collect(Class<?> type, List<Class<?>> into) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, into);
            }
        } else {
            into.add(type);
        }
    }
}
