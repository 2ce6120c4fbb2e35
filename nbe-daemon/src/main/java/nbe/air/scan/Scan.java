package nbe.air.scan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Everything that was heard for some seconds: the object of {@code GET /v1/scan} (docs/control.md). Immutable. An empty {@link Optional}
 * is {@code null} in JSON.
 *
 * @param seconds how long
 * @param devices the strongest first
 * @param devicesNotListed advertisements of devices beyond the first {@value ScanCollector#MOST_DEVICES}
 * @param advertisementsLost that the daemon could not look at, since they came too fast
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Scan(int seconds, List<Device> devices, long devicesNotListed, long advertisementsLost) {
    /**
     * One advertiser. Two with the same 48 bits, one public and one random, are two.
     *
     * @param address {@code C2:FA:D7:F0:D7:96}
     * @param addressType {@code public}, {@code static}, {@code resolvable}, {@code non-resolvable} or {@code reserved}
     * @param advertisements how many were heard, by all adapters
     * @param scanResponses how many were heard
     * @param intervalMs median of the gaps between its advertisements at one adapter; empty: fewer than two were heard
     * @param names complete and shortened ones; foreign text
     * @param services UUIDs of which it has the service, or sends data: {@code 0xFEAA}, or 32 hex digits
     * @param advertisement AD structures of the last one, capital hex; empty: only scan responses were heard
     * @param scanResponse the same of the last scan response
     * @param band name of the payload if it is a band
     * @param notABandBecause the reason in words if it is no band
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Device(
            String address,
            String addressType,
            long advertisements,
            long scanResponses,
            Optional<Long> intervalMs,
            Level rssi,
            List<String> names,
            List<Company> companies,
            List<String> services,
            Optional<String> advertisement,
            Optional<String> scanResponse,
            Optional<String> band,
            @JsonProperty("not_a_band_because") Optional<String> notABandBecause) {}

    /** Levels in dBm of its advertisements and scan responses; all empty if the dongle measured none. */
    public record Level(
            Optional<Integer> last, Optional<Integer> min, Optional<Integer> median, Optional<Integer> max) {}

    /**
     * A company whose manufacturer-specific data it sends.
     *
     * @param id {@code 0x01B2}
     * @param name of the Bluetooth SIG's list; empty: not in the list of this version
     */
    public record Company(String id, Optional<String> name) {}
}
