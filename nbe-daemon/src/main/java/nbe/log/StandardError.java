package nbe.log;

import com.sun.jna.Platform;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Standard error: file descriptor 2, since {@code System.err} is redirected into the log. */
final class StandardError implements Destination {
    private final OutputStream stream;
    private final Charset charset;

    StandardError() {
        this(new FileOutputStream(FileDescriptor.err), charset());
    }

    StandardError(OutputStream stream, Charset charset) {
        this.stream = stream;
        this.charset = charset;
    }

    /** UTF-8, which journals and terminals expect whatever a service's locale is; a Windows console has its own charset. */
    private static Charset charset() {
        String console = System.getProperty("stderr.encoding", System.getProperty("sun.stderr.encoding", ""));
        boolean own = Platform.isWindows() && !console.isEmpty() && Charset.isSupported(console);
        return own ? Charset.forName(console) : StandardCharsets.UTF_8;
    }

    @Override
    public String name() {
        return "standard error";
    }

    @Override
    public void write(String lines) throws IOException {
        stream.write(lines.getBytes(charset));
        stream.flush();
    }

    /** The stream stays open: it belongs to the process. */
    @Override
    public void close() {}
}
