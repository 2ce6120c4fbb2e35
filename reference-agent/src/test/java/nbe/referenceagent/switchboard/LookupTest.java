package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.directory.DirectoryParser;
import nbe.referenceagent.directory.DirectoryParserTest;
import nbe.referenceagent.message.MalformedMessage;
import nbe.referenceagent.message.Message;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LookupTest {
    private static final Directory DIRECTORY =
            DirectoryParser.parse(DirectoryParserTest.TWO_USERS).directory();
    private static final String ALL = "[\"NfcUID\",\"NymiBandID\",\"Domain\",\"Username\",\"UserStatus\"]";

    private static JsonNode ask(String payload, String beside) {
        try {
            Message request = Message.parse(
                    "{\"operation\":\"lookup\",\"exchange\":\"x1\",\"payload\":" + payload + beside + "}");
            JsonNode answer =
                    new JsonMapper().readTree(Lookup.answer(request, DIRECTORY).text());
            assertEquals("lookup", answer.get("operation").stringValue());
            assertEquals("x1", answer.get("exchange").stringValue());
            return answer;
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode query(String query) {
        return ask("{\"nes_url\":\"https://nes.example/nes\",\"query\":" + query + ",\"lookup_keys\":" + ALL + "}", "");
    }

    private static void assertFound(String username, JsonNode answer) {
        assertEquals(0, answer.get("status").intValue(), answer::toString);
        assertEquals("{}", answer.get("error").toString());
        assertEquals(
                username,
                answer.get("payload").get("lookup_values").get("Username").stringValue());
    }

    private static void assertNotFound(JsonNode answer) {
        assertEquals(4040, answer.get("status").intValue(), answer::toString);
        assertEquals("{}", answer.get("payload").toString());
        assertFalse(answer.get("error").get("error_description").stringValue().isEmpty());
    }

    @Test
    void aUserIsFoundByCardByBandAndByName() {
        assertFound("asmith", query("{\"NfcUID\":\"04A2B3C4D5E6F7\"}"));
        assertFound("bjones", query("{\"NymiBandID\":\"C2:FA:D7:F0:D7:97\"}"));
        assertFound("bjones", query("{\"Domain\":\"PLANT\",\"Username\":\"bjones\"}"));
    }

    @Test
    void caseAndSeparatorsOfAQueryDoNotMatter() {
        assertFound("asmith", query("{\"NfcUID\":\"04:a2:b3:c4:d5:e6:f7\"}"));
        assertFound("asmith", query("{\"NymiBandID\":\"c2-fa-d7-f0-d7-96\"}"));
        assertFound("asmith", query("{\"Domain\":\"plant\",\"Username\":\"ASmith\"}"));
    }

    @Test
    void theKeysAskedForComeBackAndNoOthers() {
        String query = "{\"query\":{\"NymiBandID\":\"C2:FA:D7:F0:D7:97\"},\"lookup_keys\":";
        assertEquals(
                "{\"NfcUID\":\"04A2B3C4D5E6F8\",\"NymiBandID\":\"C2:FA:D7:F0:D7:97\",\"Domain\":\"PLANT\",\"Username\":\"bjones\","
                        + "\"UserStatus\":\"Active|Locked|PasswordExpired\"}",
                ask(query + ALL + "}", "").get("payload").get("lookup_values").toString());
        assertEquals(
                "{\"UserStatus\":\"Active|Locked|PasswordExpired\"}",
                ask(query + "[\"UserStatus\",\"Shoe\",5]}", "")
                        .get("payload")
                        .get("lookup_values")
                        .toString());
    }

    @Test
    void lookupKeysMayStandBesideThePayload() {
        JsonNode answer = ask("{\"query\":{\"NfcUID\":\"04A2B3C4D5E6F7\"}}", ",\"lookup_keys\":[\"Domain\"]");
        assertEquals(
                "{\"Domain\":\"PLANT\"}",
                answer.get("payload").get("lookup_values").toString());
    }

    @Test
    void lookupKeysInsideThePayloadComeBeforeThoseBesideIt() {
        JsonNode answer = ask(
                "{\"query\":{\"NfcUID\":\"04A2B3C4D5E6F7\"},\"lookup_keys\":[\"Username\"]}",
                ",\"lookup_keys\":[\"Domain\"]");
        assertEquals(
                "{\"Username\":\"asmith\"}",
                answer.get("payload").get("lookup_values").toString());
    }

    @Test
    void withoutLookupKeysAllIsTold() {
        assertEquals(
                5,
                ask("{\"query\":{\"NfcUID\":\"04A2B3C4D5E6F7\"}}", "")
                        .get("payload")
                        .get("lookup_values")
                        .size());
    }

    @Test
    void nothingFoundIs4040() {
        assertNotFound(query("{\"NfcUID\":\"04A2B3C4D5E6FF\"}"));
        assertNotFound(query("{\"NfcUID\":\"no hex\"}"));
        assertNotFound(query("{\"NymiBandID\":\"\"}"));
        assertNotFound(query("{\"Domain\":\"OTHER\",\"Username\":\"asmith\"}"));
    }

    @Test
    void aQueryThatNamesNoKnownKeyIs4040() {
        assertNotFound(query("{\"Shoe\":\"43\"}"));
        assertNotFound(query("{\"UserStatus\":\"Active\"}"));
        assertNotFound(query("{}"));
        assertNotFound(query("[]"));
        assertNotFound(query("\"NfcUID\""));
        assertNotFound(ask("{}", ""));
        assertNotFound(ask("null", ""));
    }

    @Test
    void halfAUserNameIs4040() {
        assertNotFound(query("{\"Domain\":\"PLANT\"}"));
        assertNotFound(query("{\"Username\":\"asmith\"}"));
    }

    @Test
    void ofSeveralKeysAllMustFit() {
        assertFound("asmith", query("{\"NfcUID\":\"04A2B3C4D5E6F7\",\"NymiBandID\":\"C2:FA:D7:F0:D7:96\"}"));
        assertNotFound(query("{\"NfcUID\":\"04A2B3C4D5E6F7\",\"NymiBandID\":\"C2:FA:D7:F0:D7:97\"}"));
        assertNotFound(query("{\"NfcUID\":5,\"NymiBandID\":\"C2:FA:D7:F0:D7:97\"}"));
        assertFound("asmith", query("{\"NfcUID\":\"04A2B3C4D5E6F7\",\"NymiBandID\":null,\"Shoe\":\"43\"}"));
    }

    @Test
    void lookupKeysOfWhichNoneIsKnownAre4040() {
        assertNotFound(ask("{\"query\":{\"NfcUID\":\"04A2B3C4D5E6F7\"},\"lookup_keys\":[\"Shoe\"]}", ""));
    }
}
