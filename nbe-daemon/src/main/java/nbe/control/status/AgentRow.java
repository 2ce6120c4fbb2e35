package nbe.control.status;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The connection to the agent.
 *
 * @param url the one in use or tried, its password masked
 * @param since when the state began
 * @param lastError of the last failure since the last good connection
 * @param roundTripMs of the last ping; empty: none was answered on this connection
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AgentRow(
        String url, State state, Instant since, Optional<String> lastError, Optional<Double> roundTripMs) {
    /** What the endpoint is doing about the connection. */
    @EnumNaming(EnumNamingStrategies.LowerCaseStrategy.class)
    public enum State {
        CONNECTED,
        CONNECTING,
        /** Until the next attempt. */
        WAITING
    }
}
