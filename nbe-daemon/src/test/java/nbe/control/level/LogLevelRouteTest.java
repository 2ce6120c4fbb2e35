package nbe.control.level;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nbe.control.net.BadRequest;
import nbe.control.net.ControlRequest;
import nbe.control.net.Reply;
import nbe.control.net.ReplyStream;
import nbe.control.net.Route;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.log.TemporaryLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class LogLevelRouteTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Route route = LogLevelRoute.of(
            new TemporaryLevel(channel.eventLoop(), InstantSource.fixed(Instant.parse("2026-11-22T12:00:00.5Z"))));

    @BeforeEach
    void begin() {
        Logging.bootstrap();
        Logging.configure(LogSettings.toStandardError(Level.INFO), false);
    }

    @AfterEach
    void end() {
        Logging.configure(LogSettings.toStandardError(Level.INFO), false);
        channel.close();
    }

    private String put(String body) throws BadRequest {
        StringBuilder answer = new StringBuilder();
        route.action().answer(new ControlRequest(Map.of(), body), new Reply() {
            @Override
            public void json(int status, byte[] json) {
                answer.append(status).append(' ').append(new String(json, StandardCharsets.UTF_8));
            }

            @Override
            public void error(int status, String text) {
                throw new AssertionError(text);
            }

            @Override
            public void text(String contentType, String text) {
                throw new AssertionError(text);
            }

            @Override
            public ReplyStream stream(String contentType) {
                throw new AssertionError(contentType);
            }
        });
        return answer.toString();
    }

    @Test
    void theAnswerSaysUntilWhen() throws BadRequest {
        assertEquals(HttpMethod.PUT, route.method());
        assertEquals("/v1/log-level", route.path());
        assertEquals(
                "200 {\"level\":\"debug\",\"until\":\"2026-11-22T12:01:00.500Z\"}",
                put("{\"level\": \"debug\", \"seconds\": 60}"));
        assertEquals(Level.DEBUG, Logging.level());
    }

    @Test
    void withoutATimeItIsTenMinutes() throws BadRequest {
        assertEquals("200 {\"level\":\"error\",\"until\":\"2026-11-22T12:10:00.500Z\"}", put("{\"level\": \"error\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; the body is no JSON",
                "debug; the body is no JSON",
                "{\"level\":\"debug\"} {}; the body is no JSON",
                "[\"debug\"]; the body is no JSON object",
                "{}; level is missing; allowed",
                "{\"level\":7}; level is 7; allowed",
                "{\"level\":null}; level is null; allowed",
                "{\"level\":\"trace\"}; level is \"trace\"",
                "{\"level\":\"DEBUG\"}; level is \"DEBUG\"",
                "{\"level\":\"debug\",\"seconds\":0}; seconds is 0; allowed",
                "{\"level\":\"debug\",\"seconds\":86401}; seconds is 86401; allowed",
                "{\"level\":\"debug\",\"seconds\":1e99}; seconds is 1",
                "{\"level\":\"debug\",\"seconds\":99999999999}; seconds is 99999999999",
                "{\"level\":\"debug\",\"seconds\":1.5}; seconds is 1.5",
                "{\"level\":\"debug\",\"seconds\":\"60\"}; seconds is \"60\"",
                "{\"level\":\"debug\",\"for\":60}; unknown member \"for\""
            })
    void whatIsNotAllowedChangesNothingAndIsToldWithWhatIs(String body, String why) {
        String said = assertThrows(BadRequest.class, () -> put(body)).getMessage();
        assertTrue(said.startsWith(why), said);
        assertTrue(said.contains("allowed"), said);
        assertEquals(Level.INFO, Logging.level());
    }

    @Test
    void aQueryIsNotRead() {
        ControlRequest request = new ControlRequest(Map.of("level", List.of("debug")), "{\"level\": \"debug\"}");
        String said = assertThrows(BadRequest.class, () -> route.action().answer(request, null))
                .getMessage();
        assertTrue(said.contains("unknown parameter"), said);
    }
}
