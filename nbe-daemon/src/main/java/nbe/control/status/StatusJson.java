package nbe.control.status;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the objects of this package as JSON. Thread-safe. */
public final class StatusJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a newer daemon
            .build();

    private StatusJson() {}

    /** The status as JSON in UTF-8. */
    public static byte[] write(Status status) {
        return MAPPER.writeValueAsBytes(status);
    }

    /**
     * The status that this JSON holds.
     *
     * @throws JacksonException if it holds none
     */
    public static Status read(byte[] json) {
        return MAPPER.readValue(json, Status.class);
    }
}
