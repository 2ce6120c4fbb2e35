package nbe.capture;

/**
 * What a {@link CaptureWriter} writes.
 *
 * @param comment a note for the reader of the file, one or more lines; empty: none. Only pcapng has a place for it
 * @param dropped advertisements of the same adapter that were lost since the previous packet
 */
public record CapturePacket(CapturedAdvertisement advertisement, String comment, long dropped) {
    /** A packet without a comment, nothing lost before it. */
    public static CapturePacket of(CapturedAdvertisement advertisement) {
        return new CapturePacket(advertisement, "", 0);
    }
}
