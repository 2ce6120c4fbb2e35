package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.tap.BandAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol.md, section 4: what the agent may request. */
class AgentRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "hello",
                "[]",
                "3",
                "null",
                "\"presence\"",
                "{}",
                "{\"operation\":5}",
                "{\"operation\":\"presence\",\"payload\":[]}",
                "{\"operation\":\"presence\",\"payload\":null}",
                "{\"operation\":\"presence\",\"exchange\":7}",
                "{\"operation\":\"presence\"} {}",
                "{\"operation\":\"presence\",\"payload\":{\"device\":3}}",
                "{\"operation\":\"presence\",\"payload\":{\"device\":\"C2\"}}"
            })
    void whatIsNoMessageIsBad(String text) {
        assertInstanceOf(AgentRequest.Bad.class, AgentRequest.parse(text), text);
    }

    @Test
    void deepNestingIsBadAndNothingWorse() {
        assertInstanceOf(AgentRequest.Bad.class, AgentRequest.parse("[".repeat(5000)));
        assertInstanceOf(
                AgentRequest.Bad.class, AgentRequest.parse("{\"operation\":\"x\",\"payload\":" + "[".repeat(5000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"operation\":\"presence\"} | ",
                "{\"operation\":\"presence\",\"exchange\":null,\"payload\":{}} | ",
                "{\"operation\":\"presence\",\"payload\":{\"device\":null}} | ",
                "{\"operation\":\"presence\",\"exchange\":\"e\",\"payload\":{},\"status\":0,\"error\":{}} | e"
            })
    void aMissingExchangeIsNullAndAMissingPayloadIsEmpty(String text, String exchange) {
        assertEquals(
                new AgentRequest.Presence(Optional.empty(), Optional.ofNullable(exchange)), AgentRequest.parse(text));
    }

    @Test
    void presenceMayNameABand() {
        assertEquals(
                new AgentRequest.Presence(Optional.of(BandAddress.parse("C2:FA:D7:F0:D7:96")), Optional.empty()),
                AgentRequest.parse("{\"operation\":\"presence\",\"payload\":{\"device\":\"c2:fa:d7:f0:d7:96\"}}"));
    }

    @Test
    void anotherOperationIsUnknownAndKeepsItsExchange() {
        assertEquals(
                new AgentRequest.Unknown("intent", Optional.of("f2")),
                AgentRequest.parse("{\"operation\":\"intent\",\"exchange\":\"f2\",\"payload\":{\"a\":[1]}}"));
    }

    @Test
    void aBadMessageKeepsItsExchangeWhereThereIsOne() {
        AgentRequest.Bad bad =
                (AgentRequest.Bad) AgentRequest.parse("{\"operation\":1,\"exchange\":\"e\",\"payload\":{}}");
        assertEquals(Optional.of("e"), bad.exchange());
    }

    @Test
    void anExchangeHas256CharactersAtMost() {
        String longest = "e".repeat(255) + "\uD83D\uDE00";
        assertEquals(
                new AgentRequest.Presence(Optional.empty(), Optional.of(longest)),
                AgentRequest.parse("{\"operation\":\"presence\",\"exchange\":\"" + longest + "\"}"));
        assertEquals(
                new AgentRequest.Bad("exchange is longer than 256 characters", Optional.empty()),
                AgentRequest.parse("{\"operation\":\"presence\",\"exchange\":\"" + longest + "x\"}"),
                "and is not sent back");
    }

    /** A message that is parsed to each kind of request; a new kind without one here fails the test. */
    private static String sample(Class<?> kind) {
        return switch (kind.getSimpleName()) {
            case "Presence" -> "{\"operation\":\"presence\"}";
            case "TelemetryLease" -> "{\"operation\":\"telemetry\",\"payload\":{\"seconds\":30}}";
            case "TelemetryReceived" -> "{\"operation\":\"telemetry\",\"payload\":{\"received\":3}}";
            case "Unknown" -> "{\"operation\":\"reboot\"}";
            case "Bad" -> "{}";
            default -> throw new AssertionError("no message for the request " + kind);
        };
    }

    @Test
    void everyKindOfRequestIsParsedFromAMessage() {
        for (Class<?> kind : AgentRequest.class.getPermittedSubclasses()) {
            assertInstanceOf(kind, AgentRequest.parse(sample(kind)));
        }
    }

    /** Each operation has a section of docs/protocol.md with an example, and the answer to an unknown one lists them. */
    @Test
    void everyOperationIsDocumented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "protocol.md"));
        for (AgentOperation operation : AgentOperation.values()) {
            String heading = "The agent requests `" + operation.word() + "`";
            Matcher section = Pattern.compile("(?ms)^### [0-9.]+ " + heading + ".*?(?=^#)")
                    .matcher(page);
            assertTrue(section.find(), "docs/protocol.md has no section '" + heading + "'");
            assertTrue(
                    section.group().contains("\"operation\": \"" + operation.word() + "\""),
                    "no example in " + heading);
        }
        assertTrue(page.contains("this endpoint answers: " + AgentOperation.list()), "the list of status 4040");
    }
}
