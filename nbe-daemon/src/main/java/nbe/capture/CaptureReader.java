package nbe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads a capture as far as it goes. Memory does not depend on the file: a packet or block of interest has {@value
 * CaptureInput#LONGEST_BYTES} bytes at most. One object reads one file.
 */
public final class CaptureReader {
    private final CaptureSink sink;
    private final SortedSet<Integer> unknownLinkTypes = new TreeSet<>();
    private long packets;
    private long advertisements;
    private long badCrc;
    private long cut;

    private CaptureReader(CaptureSink sink) {
        this.sink = sink;
    }

    /**
     * Reads a whole capture.
     *
     * @param format that {@link CaptureFormat#of} told
     * @param in from the file's first byte on; not closed
     * @throws IOException if the stream cannot be read; damage of the file is part of the summary
     */
    public static CaptureSummary read(CaptureFormat format, InputStream in, CaptureSink sink) throws IOException {
        CaptureReader reader = new CaptureReader(sink);
        Optional<CaptureDamage> damage = Optional.empty();
        try {
            CaptureInput input = new CaptureInput(in);
            switch (format) {
                case PCAP -> PcapReader.read(input, reader::packet);
                case PCAPNG -> new PcapngReader(input, reader::packet).read();
                case BTSNOOP -> BtsnoopReader.read(input, reader::packet);
            }
        } catch (DamagedCaptureException e) {
            damage = Optional.of(e.damage());
        }
        return new CaptureSummary(
                format,
                reader.packets,
                reader.advertisements,
                reader.badCrc,
                reader.cut,
                Collections.unmodifiableSortedSet(reader.unknownLinkTypes),
                damage);
    }

    /** The numbers of the link types that are read, with commas between. */
    public static String knownLinkTypes() {
        return LinkType.known();
    }

    private void packet(RawPacket packet) {
        packets++;
        sink.packet(packet.unixNanos());
        Optional<LinkType> linkType = LinkType.of(packet.linkType());
        if (linkType.isEmpty()) {
            unknownLinkTypes.add(packet.linkType());
        } else {
            switch (linkType.get().decode(packet, this::advertisement)) {
                case BAD_CRC -> badCrc++;
                case CUT -> cut++;
                case WHOLE -> {}
            }
        }
        packet.comments().forEach(sink::comment);
    }

    private void advertisement(CapturedAdvertisement advertisement) {
        advertisements++;
        sink.advertisement(advertisement);
    }
}
