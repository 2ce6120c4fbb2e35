package nbe.testing;

import tools.jackson.databind.JsonNode;

/**
 * A message of the endpoint, as its agent received it.
 *
 * @param connection which one it came on, from 1
 * @param atNanos when, by {@link System#nanoTime}
 */
public record Message(int connection, long atNanos, JsonNode json) {
    public String operation() {
        return json.path("operation").asString("");
    }

    public int status() {
        return json.path("status").asInt(-1);
    }

    public String payload(String key) {
        return json.path("payload").path(key).asString("");
    }

    public String specifics() {
        return json.path("error").path("error_description").asString("") + "; "
                + json.path("error").path("error_specifics").asString("");
    }

    /** The band or the UID that it is about; empty if there is none. */
    public String subject() {
        return payload("device").isEmpty() ? payload("nfc_uid") : payload("device");
    }

    public boolean isError() {
        return operation().equals("error");
    }

    public boolean isIntent() {
        return operation().equals("intent");
    }

    public boolean isReady() {
        return operation().equals("ble_ready");
    }

    public boolean isError(int number) {
        return isError() && status() == number;
    }

    public boolean isIntent(String type) {
        return isIntent() && payload("type").equals(type);
    }

    public boolean isPresence(String band, String state) {
        return operation().equals("presence")
                && payload("device").equals(band)
                && payload("state").equals(state);
    }

    @Override
    public String toString() {
        return "#" + connection + " " + json;
    }
}
