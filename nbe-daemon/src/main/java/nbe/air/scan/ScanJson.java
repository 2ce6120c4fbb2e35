package nbe.air.scan;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads a {@link Scan} as JSON. Thread-safe. */
public final class ScanJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a newer daemon
            .build();

    private ScanJson() {}

    /** The scan as JSON in UTF-8. */
    public static byte[] write(Scan scan) {
        return MAPPER.writeValueAsBytes(scan);
    }

    /**
     * The scan that this JSON holds.
     *
     * @throws JacksonException if it holds none
     */
    public static Scan read(byte[] json) {
        return MAPPER.readValue(json, Scan.class);
    }
}
