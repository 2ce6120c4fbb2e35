package nbe.bgapi.wire;

/**
 * Finds packets in a stream of bytes that arrives in any portions. BGAPI has neither a start marker nor a checksum, so
 * that after garbage the only way back is plausibility: technology bits zero, class at most 9, a length that the message
 * of that class and id can have, and a length byte inside that agrees with it. What is not plausible costs one byte, and
 * the search goes on at the next.
 *
 * <ul>
 *   <li>Ids that the table does not know are carried through, but only while in step: after garbage too many things look
 *       like an unknown message. One that contains a complete known message is rejected: its length byte was damaged.
 *   <li>Out of step a packet without the event bit must be followed by nothing or by a plausible header, since a run of
 *       zeros looks like one.
 *   <li>A frame behind which no header stands, but inside whose last bytes one begins, has lost a byte: it is dropped,
 *       the one that begins inside is not.
 *   <li>If step is lost right behind a packet that was handed out already, the framer searches its last three bytes again: an
 *       event may begin there, and only the packet before it was damaged.
 *   <li>A frame that is not complete 250 ms after its first byte is given up (one byte of it) if a whole packet stands
 *       behind that byte, or if nothing more has come for 250 ms. One that trickles in slowly is waited for.
 * </ul>
 *
 * Usage: {@link #append}, then {@link #next} until it is false. Memory is fixed. Not thread-safe.
 */
public final class Framer {
    /** Which end of the line listens. */
    public enum Direction {
        /** Host: responses and events. */
        FROM_DONGLE,
        /** Dongle (the simulator): commands. */
        FROM_HOST;

        Kind kindOf(int header) {
            if (Header.isEvent(header)) {
                return Kind.EVENT;
            }
            return this == FROM_HOST ? Kind.COMMAND : Kind.RESPONSE;
        }
    }

    /** How long the framer waits for the rest of a frame. USB delivers a packet within a few milliseconds. */
    public static final long PATIENCE_NANOS = 250_000_000L;

    /** Bytes that one {@link #append} takes at least, after {@link #next} has returned false. */
    public static final int CAPACITY = 16_384;

    /** "The largest that this firmware sends is below 128 bytes": what an unknown message may have. */
    private static final int HIGHEST_UNKNOWN_LENGTH = 127;
    /** The longest incomplete frame that next() leaves behind: a known row with a tail, or an unknown message. */
    private static final int LONGEST_FRAME = Header.LENGTH + 64 + 255;
    /** Bytes of a delivered packet that the framer keeps, to search them again. */
    private static final int LOOK_BACK = Header.LENGTH - 1;

    private final Direction direction;
    private final boolean fromDongle;
    private final byte[] buffer = new byte[LOOK_BACK + CAPACITY + LONGEST_FRAME];
    private final PacketView view;
    private final SkippedBytes skipped = new SkippedBytes();
    private final LayoutTable layouts;

    private int start; // first byte not yet handed out
    private int limit; // behind the last byte received
    private int handedOut; // behind the last packet handed out; above start while its last bytes are searched again
    private boolean skipping; // the byte before start was thrown away
    private boolean trusted; // the bytes before start were a packet; from a host, nothing at all is trusted too
    private long lastByteNanos;
    private boolean waiting; // for the rest of the frame at start, since firstByteNanos
    private long firstByteNanos;

    private long packets;
    private long skippedBytes;
    private long badHeaders;
    private long unknownPackets;

    public Framer(Direction direction) {
        this.direction = direction;
        this.fromDongle = direction == Direction.FROM_DONGLE;
        this.view = new PacketView(buffer, direction);
        this.trusted = direction == Direction.FROM_HOST;
        this.layouts = direction == Direction.FROM_HOST ? LayoutTable.COMMANDS : LayoutTable.RESPONSES;
    }

    /**
     * Takes bytes that were read at {@code nowNanos} (monotonic).
     *
     * @throws IllegalArgumentException if there are more than {@link #CAPACITY}
     * @throws IllegalStateException if {@link #next} was not called until it was false
     */
    public void append(byte[] bytes, int offset, int length, long nowNanos) {
        if (length > CAPACITY) {
            throw new IllegalArgumentException("at most " + CAPACITY + " bytes at a time, got " + length);
        }
        if (length > buffer.length - limit) {
            int away = Math.max(0, start - LOOK_BACK);
            System.arraycopy(buffer, away, buffer, 0, limit - away);
            limit -= away;
            start -= away;
            handedOut -= away;
            if (length > buffer.length - limit) {
                throw new IllegalStateException((limit - start) + " bytes are waiting for next()");
            }
        }
        System.arraycopy(bytes, offset, buffer, limit, length);
        limit += length;
        if (length > 0) {
            lastByteNanos = nowNanos;
        }
    }

    /**
     * Steps to the next packet, which {@link #packet} then shows.
     *
     * @param nowNanos monotonic time, to notice a frame that does not go on
     * @return false if more bytes, or more time, are needed
     */
    public boolean next(long nowNanos) {
        // The hot path: in a busy room nearly every packet is a gap_scan_response, whole or not yet. Few calls, since
        // the
        // daemon's compiler (the JVM's first) inlines short methods only.
        byte[] from = buffer;
        int payload = start + Header.LENGTH;
        int header = fromDongle && payload <= limit ? Header.read(from, start) : 0;
        if (Header.isScanResponse(header)) {
            int length = Header.payloadLength(header);
            if (payload + PacketView.FIXED_LENGTH > limit) {
                if (PacketView.canBeScanResponse(from, payload, length, limit) && isStillAwaited(nowNanos)) {
                    return false;
                }
            } else if ((from[payload + PacketView.DATA_LENGTH] & 0xFF) == length - PacketView.FIXED_LENGTH
                    && (from[payload + PacketView.PACKET_TYPE] & 0xFF) <= PacketView.HIGHEST_PACKET_TYPE
                    && (from[payload + PacketView.ADDRESS_TYPE] & 0xFF) <= PacketView.HIGHEST_ADDRESS_TYPE) {
                int end = payload + length;
                if (end > limit) {
                    if (isStillAwaited(nowNanos)) {
                        return false;
                    }
                } else if (end == limit || isScanResponseNext(end) || canFollow(end)) {
                    return deliver(header, end);
                }
            }
        }
        return search(nowNanos);
    }

    /** The same for any packet, and for anything else. */
    private boolean search(long nowNanos) {
        while (limit - start >= Header.LENGTH) {
            int header = Header.read(buffer, start);
            int length = Header.payloadLength(header);
            int end = start + Header.LENGTH + length;
            if (fromDongle && Header.isScanResponse(header) && end <= limit && isScanResponseAndMore(length, end)) {
                return deliver(header, end);
            }
            Layout layout = layoutOf(header);
            if (!canFollow(start) || (layout == null && !trusted) || (start < handedOut && !Header.isEvent(header))) {
                skipOne();
            } else if (end > limit) {
                if (isStillAwaited(nowNanos)) {
                    return false;
                }
                skipOne();
            } else if (skipping && !isBelievable(header, end)) {
                skipOne();
            } else if (layout == null && (!canFollow(end) || wholePacketWithin(end))) {
                skipOne();
            } else {
                int inside = startOfOverlap(end);
                if (inside < 0) {
                    if (layout == null) {
                        unknownPackets++;
                    }
                    return deliver(header, end);
                }
                while (start < inside) {
                    skipOne();
                }
            }
        }
        return waitForHeader(nowNanos);
    }

    /** The packet that {@link #next} has found; the same object every time, valid until the next call of either. */
    public PacketView packet() {
        return view;
    }

    /** Forgets what was received and waits for a header; the counters stay. Returns how many bytes were forgotten. */
    public int reset() {
        int forgotten = limit - start;
        start = 0;
        limit = 0;
        handedOut = 0;
        waiting = false;
        skipping = false;
        trusted = direction == Direction.FROM_HOST;
        skipped.clear();
        return forgotten;
    }

    /** Bytes that are waiting for the rest of their packet. */
    public int pendingBytes() {
        return limit - start;
    }

    /** Packets found so far. */
    public long packets() {
        return packets;
    }

    /** Bytes that belonged to no packet. */
    public long skippedBytes() {
        return skippedBytes;
    }

    /** How often the stream lost its step: runs of skipped bytes, not bytes. */
    public long badHeaders() {
        return badHeaders;
    }

    /** Packets among {@link #packets()} that the table does not know. */
    public long unknownPackets() {
        return unknownPackets;
    }

    /** What was skipped since the last packet. */
    public SkippedBytes skipped() {
        return skipped;
    }

    /** Whether a whole gap_scan_response stands at start, to its header, and behind it at {@code end} a packet can begin. */
    private boolean isScanResponseAndMore(int length, int end) {
        return PacketView.isScanResponse(buffer, start + Header.LENGTH, length)
                && (isScanResponseNext(end) || canFollow(end));
    }

    /** Whether one more stands there, judged by its header alone: mostly the answer of {@link #canFollow}, but quicker. */
    private boolean isScanResponseNext(int at) {
        if (limit - at < Header.LENGTH) {
            return at == limit;
        }
        int header = Header.read(buffer, at);
        return Header.isScanResponse(header) && PacketView.canBeScanResponse(Header.payloadLength(header));
    }

    private boolean deliver(int header, int end) {
        view.moveTo(header, start + Header.LENGTH);
        start = end;
        handedOut = end;
        packets++;
        waiting = false;
        trusted = true;
        if (skipping) {
            skipping = false;
            skipped.clear();
        }
        return true;
    }

    private void skipOne() {
        waiting = false;
        trusted = false;
        if (!skipping) {
            skipping = true;
            badHeaders++;
            if (start == handedOut && direction == Direction.FROM_DONGLE) {
                start = Math.max(0, start - LOOK_BACK);
                return;
            }
        }
        if (start >= handedOut) {
            skipped.add(buffer[start]);
            skippedBytes++;
        }
        start++;
    }

    private Layout layoutOf(int header) {
        return (Header.isEvent(header) ? LayoutTable.EVENTS : layouts).find(Header.key(header));
    }

    /** Out of step a run of zeros must not pass for a response. */
    private boolean isBelievable(int header, int end) {
        return Header.isEvent(header) || end >= limit || isRowAt(end);
    }

    /** True if nothing stands at {@code at}, or the bytes there, as many as there are, can begin a packet. */
    private boolean canFollow(int at) {
        if (limit - at < Header.LENGTH) {
            return at >= limit || isOurs(buffer[at]);
        }
        int header = Header.read(buffer, at);
        if (!isOurs(buffer[at]) || Header.classId(header) > Header.HIGHEST_CLASS) {
            return false;
        }
        Layout layout = layoutOf(header);
        return layout == null
                ? Header.payloadLength(header) <= HIGHEST_UNKNOWN_LENGTH
                : agrees(layout, header, at + Header.LENGTH);
    }

    /** The same, and it is a message of the table. */
    private boolean isRowAt(int at) {
        if (limit - at < Header.LENGTH) {
            return isOurs(buffer[at]);
        }
        int header = Header.read(buffer, at);
        Layout layout = isOurs(buffer[at]) ? layoutOf(header) : null;
        return layout != null && agrees(layout, header, at + Header.LENGTH);
    }

    /** Technology bits zero, and no event where commands are read. */
    private boolean isOurs(byte first) {
        return Header.canBegin(first) && !(direction == Direction.FROM_HOST && Header.isEvent(first));
    }

    private boolean agrees(Layout layout, int header, int payload) {
        return layout.agrees(buffer, payload, Header.payloadLength(header), limit)
                && (!Header.isScanResponse(header) || PacketView.isScanResponsePlausible(buffer, payload, limit));
    }

    /**
     * Where in the frame at start a packet begins that goes on behind the frame's end; -1 if there is none, or if a header stands
     * properly behind the frame.
     */
    private int startOfOverlap(int end) {
        if (end >= limit || canFollow(end)) {
            return -1;
        }
        for (int at = start + 1; at < end && at + Header.LENGTH <= limit; at++) {
            int header = Header.read(buffer, at);
            // Responses are too easily made of zeros to be evidence against a whole frame.
            boolean evidence = Header.isEvent(header) || direction == Direction.FROM_HOST;
            int itsEnd = at + Header.LENGTH + Header.payloadLength(header);
            if (evidence && itsEnd > end && isRowAt(at) && canFollow(itsEnd)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isStillAwaited(long nowNanos) {
        if (!waiting) {
            waiting = true;
            firstByteNanos = lastByteNanos;
        }
        if (nowNanos - firstByteNanos < PATIENCE_NANOS) {
            return true;
        }
        return nowNanos - lastByteNanos < PATIENCE_NANOS && !wholePacketWithin(limit);
    }

    /** Whether a packet of the table stands behind the byte at start, ends by {@code to}, and is followed properly. */
    private boolean wholePacketWithin(int to) {
        for (int at = start + 1; at + Header.LENGTH <= to; at++) {
            int header = Header.read(buffer, at);
            boolean evidence = Header.isEvent(header) || direction == Direction.FROM_HOST;
            int end = at + Header.LENGTH + Header.payloadLength(header);
            if (evidence && end <= to && isRowAt(at) && canFollow(end)) {
                return true;
            }
        }
        return false;
    }

    /** One to three bytes, too few for a header: garbage goes at once, the rest gets its 250 ms. */
    private boolean waitForHeader(long nowNanos) {
        while (start < limit) {
            if (isOurs(buffer[start])
                    && (start >= handedOut || Header.isEvent(buffer[start]))
                    && isStillAwaited(nowNanos)) {
                return false;
            }
            skipOne();
        }
        return false;
    }
}
