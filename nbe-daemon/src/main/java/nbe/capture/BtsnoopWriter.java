package nbe.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes btsnoop, version 1, data link 1002 (HCI UART, H4). The format has no place for a comment or for an adapter. */
public final class BtsnoopWriter implements CaptureWriter {
    private static final int NANOS_PER_MICRO = 1000;

    private final OutputStream out;
    private final ByteBuffer record = ByteBuffer.allocate(Btsnoop.RECORD_HEADER_BYTES);
    private long dropped;

    public BtsnoopWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Btsnoop.HEADER_BYTES);
        header.put(Btsnoop.MAGIC).putInt(Btsnoop.VERSION).putInt(Btsnoop.UART);
        out.write(header.array());
        flush();
    }

    /** The file has the sum of all drops so far, 4294967295 at most. */
    @Override
    public void write(CapturePacket packet) throws IOException {
        CapturedAdvertisement heard = packet.advertisement();
        byte[] report = AdvertisingReport.encode(heard);
        dropped = Math.min(0xFFFF_FFFFL, dropped + packet.dropped());
        record.clear();
        record.putInt(report.length).putInt(report.length);
        record.putInt(Btsnoop.FROM_CONTROLLER | Btsnoop.COMMAND_OR_EVENT);
        record.putInt((int) dropped);
        record.putLong(Math.floorDiv(heard.unixNanos(), NANOS_PER_MICRO) + Btsnoop.UNIX_EPOCH_MICROS);
        out.write(record.array());
        out.write(report);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
