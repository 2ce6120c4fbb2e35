package nbe.e2e;

import tools.jackson.databind.JsonNode;

/**
 * A message of the endpoint, as its agent received it.
 *
 * @param connection which one it came on, from 1
 * @param atNanos when, by {@link System#nanoTime}
 */
public record Frame(int connection, long atNanos, JsonNode json) {
    String operation() {
        return json.path("operation").asString("");
    }

    int status() {
        return json.path("status").asInt(-1);
    }

    public String payload(String key) {
        return json.path("payload").path(key).asString("");
    }

    String specifics() {
        return json.path("error").path("error_description").asString("") + "; "
                + json.path("error").path("error_specifics").asString("");
    }

    boolean isReady() {
        return operation().equals("ble_ready");
    }

    boolean isError(int number) {
        return operation().equals("error") && status() == number;
    }

    boolean isIntent(String type) {
        return operation().equals("intent") && payload("type").equals(type);
    }

    boolean isPresence(String band, String state) {
        return operation().equals("presence")
                && payload("device").equals(band)
                && payload("state").equals(state);
    }

    @Override
    public String toString() {
        return "#" + connection + " " + json;
    }
}
