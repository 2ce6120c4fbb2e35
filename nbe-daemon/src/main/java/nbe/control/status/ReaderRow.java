package nbe.control.status;

import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * One NFC reader.
 *
 * @param watched whether {@code [nfc] readers} names it
 */
public record ReaderRow(String name, State state, boolean watched) {
    /** What lies on the reader. */
    @EnumNaming(EnumNamingStrategies.LowerCaseStrategy.class)
    public enum State {
        EMPTY,
        CARD,
        /** Something that does not answer power-up. */
        MUTE,
        /** The reader's driver does not answer. */
        UNREACHABLE
    }
}
