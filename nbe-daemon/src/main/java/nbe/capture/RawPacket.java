package nbe.capture;

import java.util.List;

/**
 * A packet as the file has it, before its link type is looked at.
 *
 * @param linkType as in https://www.tcpdump.org/linktypes.html
 * @param adapter the receiver's number in the file
 * @param bytes valid until the next packet is read
 * @param comments in the order of the file
 */
record RawPacket(int linkType, long unixNanos, int adapter, Slice bytes, List<String> comments) {
    /** The same packet with other bytes: without a header, for one. */
    RawPacket withBytes(Slice others) {
        return new RawPacket(linkType, unixNanos, adapter, others, comments);
    }

    /** The same packet of another adapter. */
    RawPacket ofAdapter(int otherAdapter) {
        return new RawPacket(linkType, unixNanos, otherAdapter, bytes, comments);
    }
}
