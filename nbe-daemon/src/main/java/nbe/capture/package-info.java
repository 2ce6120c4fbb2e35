/**
 * Capture files of Bluetooth advertisements: {@link nbe.capture.PcapngWriter} and {@link nbe.capture.BtsnoopWriter} write what the
 * adapters hear, {@link nbe.capture.CaptureReader} reads pcap, pcapng and btsnoop files of this and of other programs. Streams in,
 * advertisements out: no class opens a file, reads a clock or starts a thread. Which of the advertisements are a band's belongs to
 * {@code nbe.band}, replaying them to {@code nbe.recording}.
 */
package nbe.capture;
