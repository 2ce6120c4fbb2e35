package nbe.daemon;

import java.util.List;
import java.util.function.Function;

/** What came of reading the configuration again. Immutable. */
public sealed interface ReloadResult {
    /** Calls the function for this type. */
    <T> T match(Function<Done, T> done, Function<Refused, T> refused);

    /**
     * The settings count.
     *
     * @param changed the names of those whose values differ from before, as {@code nbe check} has them
     */
    record Done(List<String> changed) implements ReloadResult {
        @Override
        public <T> T match(Function<Done, T> done, Function<Refused, T> refused) {
            return done.apply(this);
        }
    }

    /**
     * Nothing has changed.
     *
     * @param problems each with its position
     */
    record Refused(List<String> problems) implements ReloadResult {
        @Override
        public <T> T match(Function<Done, T> done, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
