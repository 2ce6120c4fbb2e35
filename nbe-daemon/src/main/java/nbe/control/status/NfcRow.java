package nbe.control.status;

import java.util.Optional;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * The PC/SC service.
 *
 * @param reason why it is down
 * @param binding how it is reached, as {@code [nfc] binding} has it; empty: NFC is switched off
 */
public record NfcRow(State state, Optional<String> reason, Optional<String> binding) {
    /** Whether readers can be watched. */
    @EnumNaming(EnumNamingStrategies.LowerCaseStrategy.class)
    public enum State {
        UP,
        DOWN,
        /** {@code [nfc] enabled} is false. */
        OFF
    }
}
