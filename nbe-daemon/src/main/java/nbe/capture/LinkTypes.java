package nbe.capture;

/** What the reader knows, for messages. */
public final class LinkTypes {
    /** The link types of pcap and pcapng, with commas between. */
    public static final String KNOWN = LinkType.known();

    private LinkTypes() {}
}
