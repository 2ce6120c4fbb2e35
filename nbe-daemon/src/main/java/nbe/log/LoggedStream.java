package nbe.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes on each line that is printed to it. For one thread at a time: the PrintStream in front of it locks. */
final class LoggedStream extends OutputStream {
    /** A longer line is passed on in pieces. */
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
