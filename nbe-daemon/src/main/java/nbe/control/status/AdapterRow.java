package nbe.control.status;

import java.util.Optional;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One adapter.
 *
 * @param port {@code /dev/ttyACM0}; {@code auto} while none is attached
 * @param problem what is wrong
 * @param firmware as in {@code 1.3.2-122}
 * @param address the adapter's own
 * @param advertisementsPerS over the last 10 s
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AdapterRow(
        String port,
        State state,
        Optional<String> problem,
        Optional<String> firmware,
        Optional<String> address,
        double advertisementsPerS) {
    /** What the adapter does. */
    @EnumNaming(EnumNamingStrategies.LowerCaseStrategy.class)
    public enum State {
        SCANNING,
        ABSENT,
        /** The endpoint is trying something. */
        RECOVERING,
        /** The endpoint tried everything, and tries again by and by. */
        FAILED
    }
}
