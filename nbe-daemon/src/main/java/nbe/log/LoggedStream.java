package nbe.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on every line that is printed to it. Not for several threads at once; a PrintStream in front sees to that. */
final class LoggedStream extends OutputStream {
    /** A line that never ends is handed on in pieces. */
    private static final int MAX_BYTES = 8192;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LoggedStream(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int octet) {
        if (octet != '\n') {
            line.write(octet);
        }
        if (octet == '\n' || line.size() >= MAX_BYTES) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (!text.isBlank()) {
                lines.accept(text);
            }
        }
    }
}
