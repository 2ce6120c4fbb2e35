package nbe.control.status;

import java.util.Optional;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * The PC/SC service.
 *
 * @param reason why it is down
 */
public record NfcRow(State state, Optional<String> reason) {
    /** Whether readers can be watched. */
    @EnumNaming(EnumNamingStrategies.LowerCaseStrategy.class)
    public enum State {
        UP,
        DOWN,
        /** {@code [nfc] enabled} is false. */
        OFF
    }
}
