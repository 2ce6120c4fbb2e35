package nbe.capture;

import java.io.IOException;

/** Writes one capture, packet by packet, to a stream that belongs to the caller, who also closes it. For one thread. */
public interface CaptureWriter {
    /** The head of the file; to be called once, before the first packet. Hands it to the operating system at once. */
    void begin() throws IOException;

    /** Appends a packet; it may stay in a buffer until {@link #flush}. */
    void write(CapturePacket packet) throws IOException;

    /** Hands all packets to the stream and flushes that: to be called after each batch. */
    void flush() throws IOException;
}
