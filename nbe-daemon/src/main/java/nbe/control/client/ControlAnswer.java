package nbe.control.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The daemon's answer. {@link #close} ends the connection.
 *
 * @param status of HTTP
 * @param body the reader sets the pace; a connection that breaks is an {@link IOException}
 */
public record ControlAnswer(int status, InputStream body) implements AutoCloseable {
    private static final int OK = 200;

    /** Whether the daemon did as asked. */
    public boolean isOk() {
        return status == OK;
    }

    /** The whole body; for answers that end. */
    public byte[] bytes() throws IOException {
        return body.readAllBytes();
    }

    /** The whole body as text. */
    public String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException closedAlready) {
            // nothing is left to close
        }
    }
}
