package nbe.capture;

/** The numbers of pcapng, for its writer and its reader (IETF draft "PCAP Now Generic (pcapng) Capture File Format"). */
final class Pcapng {
    static final int SECTION_HEADER = 0x0A0D0D0A;
    static final int INTERFACE_DESCRIPTION = 1;
    /** Obsolete, in files of before 2010. */
    static final int PACKET = 2;

    static final int SIMPLE_PACKET = 3;
    static final int ENHANCED_PACKET = 6;

    static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

    static final int END_OF_OPTIONS = 0;
    static final int COMMENT = 1;
    /** Of a section. */
    static final int USER_APPLICATION = 4;
    /** Of an interface, as are the two below. */
    static final int INTERFACE_NAME = 2;

    static final int TIME_RESOLUTION = 9;
    static final int TIME_OFFSET = 14;
    /** Of an enhanced packet, as is the one below. */
    static final int PACKET_FLAGS = 2;

    static final int DROP_COUNT = 4;

    /** Value of {@link #TIME_RESOLUTION}: 10 to the power of -6 seconds, which also counts where the option is missing. */
    static final int MICROSECONDS = 6;

    /** Value of {@link #PACKET_FLAGS}. */
    static final int INBOUND = 1;

    /** Length of the pseudo-header of link type 201. */
    static final int DIRECTION_BYTES = 4;

    /** Its value for a packet from the controller to the host. */
    static final int FROM_CONTROLLER = 1;

    private Pcapng() {}
}
