package nbe.cli.monitor;

import java.time.Instant;

/**
 * A tap.
 *
 * @param type {@code BLE} or {@code NFC}
 * @param who the band's address, or of a card whose band nobody knows the end of its UID
 */
record Tap(Instant time, String type, String who) {}
