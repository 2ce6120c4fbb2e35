package nbe.bgapi.wire;

/**
 * The packet that a {@link Framer} stands on, read in place. The same object every time: {@link #toPacket()} makes a
 * copy that stays. Belongs to the framer's thread.
 */
public final class PacketView implements AdvertisementView {
    /** Bytes of a packet in front of its payload. */
    public static final int HEADER_LENGTH = Header.LENGTH;

    // gap_scan_response: rssi i8, packet_type u8, sender addr, address_type u8, bond u8, data bytes
    static final int FIXED_LENGTH = 11;
    private static final int RSSI = 0;
    static final int PACKET_TYPE = 1;
    private static final int SENDER = 2;
    static final int ADDRESS_TYPE = 8;
    static final int DATA_LENGTH = 10;

    // Known are packet types up to 6 and address types up to 1; a little room for newer firmware.
    static final int HIGHEST_PACKET_TYPE = 7;
    static final int HIGHEST_ADDRESS_TYPE = 3;

    private final byte[] buffer;
    private final Framer.Direction direction;
    private int header;
    private int payload;

    PacketView(byte[] buffer, Framer.Direction direction) {
        this.buffer = buffer;
        this.direction = direction;
    }

    /** True if a gap_scan_response can have a payload so long. */
    static boolean canBeScanResponse(int length) {
        return length >= FIXED_LENGTH && length <= FIXED_LENGTH + 0xFF;
    }

    /** True if a whole payload of this length, all of it there, can be a gap_scan_response. */
    static boolean isScanResponse(byte[] buffer, int payload, int length) {
        return length >= FIXED_LENGTH
                && FieldType.u8(buffer, payload + DATA_LENGTH) == length - FIXED_LENGTH
                && FieldType.u8(buffer, payload + PACKET_TYPE) <= HIGHEST_PACKET_TYPE
                && FieldType.u8(buffer, payload + ADDRESS_TYPE) <= HIGHEST_ADDRESS_TYPE;
    }

    /** The same of a payload whose bytes below {@code limit} have come: no byte contradicts it. */
    static boolean canBeScanResponse(byte[] buffer, int payload, int length, int limit) {
        return canBeScanResponse(length)
                && (payload + DATA_LENGTH >= limit
                        || FieldType.u8(buffer, payload + DATA_LENGTH) == length - FIXED_LENGTH)
                && isScanResponsePlausible(buffer, payload, limit);
    }

    /** True if those bytes of a gap_scan_response's payload that lie below {@code limit} do not speak against it. */
    static boolean isScanResponsePlausible(byte[] buffer, int payload, int limit) {
        return (payload + PACKET_TYPE >= limit || FieldType.u8(buffer, payload + PACKET_TYPE) <= HIGHEST_PACKET_TYPE)
                && (payload + ADDRESS_TYPE >= limit
                        || FieldType.u8(buffer, payload + ADDRESS_TYPE) <= HIGHEST_ADDRESS_TYPE);
    }

    void moveTo(int header, int payload) {
        this.header = header;
        this.payload = payload;
    }

    public Kind kind() {
        return direction.kindOf(header);
    }

    public int classId() {
        return Header.classId(header);
    }

    public int id() {
        return Header.id(header);
    }

    public int payloadLength() {
        return Header.payloadLength(header);
    }

    /** True if the methods of {@link AdvertisementView} mean something here. */
    public boolean isAdvertisement() {
        return Header.isScanResponse(header);
    }

    public boolean is(Event event) {
        return Header.isEvent(header) && isRow(event.layout());
    }

    /** True of the answer to this command (of the command itself, where commands are read). */
    public boolean is(Command command) {
        return !Header.isEvent(header) && isRow(command.request());
    }

    private boolean isRow(Layout layout) {
        return Header.key(header) == (layout.classId() << 8 | layout.id());
    }

    /** A copy that stays. */
    public Packet toPacket() {
        return Packet.decode(kind(), classId(), id(), buffer, payload, payloadLength());
    }

    @Override
    public int rssiDbm() {
        return FieldType.i8(buffer, payload + RSSI);
    }

    @Override
    public int packetType() {
        return FieldType.u8(buffer, payload + PACKET_TYPE);
    }

    @Override
    public long address() {
        return FieldType.addr(buffer, payload + SENDER);
    }

    @Override
    public int addressType() {
        return FieldType.u8(buffer, payload + ADDRESS_TYPE);
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int dataOffset() {
        return payload + FIXED_LENGTH;
    }

    @Override
    public int dataLength() {
        return FieldType.u8(buffer, payload + DATA_LENGTH);
    }
}
