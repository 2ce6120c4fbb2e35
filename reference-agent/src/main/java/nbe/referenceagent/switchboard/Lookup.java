package nbe.referenceagent.switchboard;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.message.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers the operation {@code lookup} of NEAs (docs/protocol.md). */
final class Lookup {
    private static final Set<Directory.Key> QUERY_KEYS =
            EnumSet.of(Directory.Key.NFC_UID, Directory.Key.NYMI_BAND_ID, Directory.Key.DOMAIN, Directory.Key.USERNAME);

    /** Replaces a value of a wrong type: no entry has it. */
    private static final String NO_MATCH = "";

    /** @param text the message */
    record Answer(String text, boolean found) {}

    private Lookup() {}

    /** The answer to a request; without {@code lookup_keys} it has all keys. */
    static Answer answer(Message request, Directory directory) {
        Map<Directory.Key, String> query = query(request);
        if (query.isEmpty()) {
            return notFound(request, "The query names none of NfcUID, NymiBandID, or Domain and Username");
        }
        if (query.containsKey(Directory.Key.DOMAIN) != query.containsKey(Directory.Key.USERNAME)) {
            return notFound(request, "Domain and Username are asked for together");
        }
        Optional<Directory.Entry> entry = directory.find(query);
        if (entry.isEmpty()) {
            return notFound(request, "Nobody in the directory fits the query");
        }
        Set<Directory.Key> keys = keys(request);
        if (keys.isEmpty()) {
            return notFound(
                    request, "lookup_keys names none of NfcUID, NymiBandID, Domain, Username, UserStatus, as an array");
        }
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        keys.forEach(key -> values.put(key.word, entry.get().value(key)));
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.set("lookup_values", values);
        return new Answer(request.answer(payload), true);
    }

    private static Map<Directory.Key, String> query(Message request) {
        Map<Directory.Key, String> query = new EnumMap<>(Directory.Key.class);
        for (Directory.Key key : QUERY_KEYS) {
            JsonNode value = request.payload().path("query").path(key.word);
            if (!value.isMissingNode() && !value.isNull()) {
                query.put(key, value.isString() ? value.stringValue() : NO_MATCH);
            }
        }
        return query;
    }

    private static Set<Directory.Key> keys(Message request) {
        JsonNode inside = request.payload().path("lookup_keys");
        JsonNode names =
                inside.isMissingNode() || inside.isNull() ? request.beside().path("lookup_keys") : inside;
        if (names.isMissingNode() || names.isNull()) {
            return EnumSet.allOf(Directory.Key.class);
        }
        Set<Directory.Key> keys = EnumSet.noneOf(Directory.Key.class);
        if (names instanceof ArrayNode array) {
            for (JsonNode name : array) {
                if (name.isString()) {
                    Directory.Key.of(name.stringValue()).ifPresent(keys::add);
                }
            }
        }
        return keys;
    }

    private static Answer notFound(Message request, String specifics) {
        return new Answer(request.refusal(Message.NOT_FOUND, "Not found", specifics), false);
    }
}
