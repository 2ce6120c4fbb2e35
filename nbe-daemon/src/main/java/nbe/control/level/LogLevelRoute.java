package nbe.control.level;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import nbe.config.Setting;
import nbe.config.value.NotAllowed;
import nbe.control.net.BadRequest;
import nbe.control.net.ControlRequest;
import nbe.control.net.Reply;
import nbe.control.net.Route;
import nbe.log.TemporaryLevel;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code PUT /v1/log-level}: {@code {"level": "debug", "seconds": 600}}. The answer has the level and {@code until}, when the configured
 * one counts again (docs/control.md).
 */
public final class LogLevelRoute {
    /** How long the level lasts if the request does not say. */
    public static final int SECONDS = 600;

    /** The longest that a request may ask for: a day. */
    public static final int MOST_SECONDS = 86_400;

    private static final Set<String> MEMBERS = Set.of("level", "seconds");
    private static final String FORM =
            "allowed is {\"level\": \"debug\", \"seconds\": 1 to " + MOST_SECONDS + "}, seconds may be left out";

    private record Answer(String level, String until) {}

    private LogLevelRoute() {}

    /** The route; its requests belong to the thread of {@code level}'s timer. */
    public static Route of(TemporaryLevel level) {
        return Route.put("/v1/log-level", (request, reply) -> answer(level, request, reply));
    }

    private static void answer(TemporaryLevel temporary, ControlRequest request, Reply reply) throws BadRequest {
        request.allowOnly();
        JsonNode wanted = object(request.body());
        String word = wanted.path("level").asString("");
        Level level = level(wanted.path("level"));
        Instant until = temporary.set(level, Duration.ofSeconds(seconds(wanted.path("seconds"))));
        reply.json(
                200,
                Mapper.JSON.writeValueAsBytes(
                        new Answer(word, until.truncatedTo(ChronoUnit.MILLIS).toString())));
    }

    private static JsonNode object(String body) throws BadRequest {
        JsonNode wanted;
        try {
            wanted = Mapper.JSON.readTree(body);
        } catch (JacksonException e) {
            throw new BadRequest("the body is no JSON; " + FORM);
        }
        if (!wanted.isObject()) {
            throw new BadRequest("the body is no JSON object; " + FORM);
        }
        for (String member : wanted.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw new BadRequest("unknown member \"" + member + "\"; " + FORM);
            }
        }
        return wanted;
    }

    private static Level level(JsonNode word) throws BadRequest {
        if (!word.isString()) {
            throw new BadRequest("level is " + (word.isMissingNode() ? "missing" : word) + "; allowed: "
                    + Setting.LOG_LEVEL.allowed());
        }
        try {
            return Setting.LOG_LEVEL.valueOf(word.asString());
        } catch (NotAllowed e) {
            throw new BadRequest("level " + e.wrong() + "; allowed: " + e.allowed());
        }
    }

    private static int seconds(JsonNode number) throws BadRequest {
        if (number.isMissingNode()) {
            return SECONDS;
        }
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.asInt() < 1
                || number.asInt() > MOST_SECONDS) {
            throw new BadRequest("seconds is " + number + "; allowed is a whole number, 1 to " + MOST_SECONDS);
        }
        return number.asInt();
    }

    /** Loaded with the first request: the daemon of a site where nobody asks does without Jackson's mapper. */
    private static final class Mapper {
        static final JsonMapper JSON = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
