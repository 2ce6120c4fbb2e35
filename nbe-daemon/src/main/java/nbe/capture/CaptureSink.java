package nbe.capture;

/** Takes what a {@link CaptureReader} finds, in the order of the file. */
public interface CaptureSink {
    /** One advertisement or scan response; of an event with several reports each. */
    void advertisement(CapturedAdvertisement advertisement);

    /**
     * A comment on a packet, after what the packet holds.
     *
     * @param unixNanos the packet's time
     * @param text foreign text, as it stands in the file
     */
    void comment(long unixNanos, String text);
}
