package nbe.support;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import nbe.control.net.ReplyStream;

/** Sends a long text piece by piece, no faster than the client reads it. Belongs to the control thread. */
final class PacedText {
    /** Characters; well below what a connection keeps in memory. */
    private static final int PIECE = 16_384;

    /** A text that is made while it is sent. */
    @FunctionalInterface
    interface Source {
        /** Writes the next line; false, and nothing written, if there is none. */
        boolean writeNext(Writer out) throws IOException;
    }

    private final Source source;
    private final ReplyStream to;

    private PacedText(Source source, ReplyStream to) {
        this.source = source;
        this.to = to;
    }

    /** Sends the whole text and ends the body; returns before that is done. */
    static void send(Source source, ReplyStream to) {
        PacedText text = new PacedText(source, to);
        to.onWritable(text::pump);
        text.pump();
    }

    private void pump() {
        while (to.isWritable()) {
            StringWriter piece = new StringWriter(PIECE);
            boolean more = fill(piece);
            to.write(piece.toString().getBytes(StandardCharsets.UTF_8));
            if (!more) {
                to.end();
                return;
            }
        }
    }

    private boolean fill(StringWriter piece) {
        try {
            while (piece.getBuffer().length() < PIECE) {
                if (!source.writeNext(piece)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter throws none
        }
    }
}
