package nbe.control.status;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One band that is not absent.
 *
 * @param device its address, or the six bytes of its payload that stand for one
 * @param payload name of the payload by which it was recognised last
 * @param state {@code weak} or {@code unauthenticated} (docs/protocol.md)
 * @param proximity {@code near}, {@code far} or {@code unknown}
 * @param rssi of the last sample, in dBm; empty: no level is known
 * @param samplesPerS over the last 10 s
 * @param lastHeardS seconds since the last advertisement
 */
@JsonNaming(SnakeCaseStrategy.class)
public record BandRow(
        String device,
        String payload,
        String state,
        String proximity,
        Optional<Integer> rssi,
        double samplesPerS,
        double lastHeardS,
        Optional<LastIntent> lastIntent) {
    /**
     * The last tap of a band.
     *
     * @param type {@code BLE} or {@code NFC}
     */
    public record LastIntent(String type, Instant time) {}
}
