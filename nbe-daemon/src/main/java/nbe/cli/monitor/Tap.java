package nbe.cli.monitor;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A tap.
 *
 * @param type {@code BLE} or {@code NFC}
 * @param who the band's address, or of a card whose band nobody knows the end of its UID
 */
record Tap(Instant time, String type, String who) {
    Tap {
        time = time.truncatedTo(ChronoUnit.MILLIS); // in the status and in the stream of events it is the same tap
    }
}
