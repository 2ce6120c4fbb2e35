package nbe.capture;

/** Takes what a {@link CaptureReader} finds, in the order of the file. */
public interface CaptureSink {
    /** A packet of any kind, before what it holds. */
    void packet(long unixNanos);

    /** One advertisement or scan response; of an event with several reports each. */
    void advertisement(CapturedAdvertisement advertisement);

    /**
     * A comment on the packet, after what it holds.
     *
     * @param text foreign text, as it stands in the file
     */
    void comment(String text);
}
