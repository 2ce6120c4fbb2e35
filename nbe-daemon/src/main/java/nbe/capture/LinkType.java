package nbe.capture;

/** The link types of pcap and pcapng that carry advertisements (https://www.tcpdump.org/linktypes.html). */
enum LinkType {
    /** H4 after four bytes, big-endian: 1 from the controller, 0 to it. As tcpdump on {@code bluetooth0} and phones write it. */
    HCI_H4_WITH_DIRECTION(201);

    private final int number;

    LinkType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
