package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what every kind of a sealed state does at every event with a table of lines {@code state event: next effect …}. */
final class StateTable {
    private StateTable() {}

    /**
     * Fails where table and states differ, and for a kind of state without a sample.
     *
     * @param samples states, at least one of each permitted kind, by the name that the table gives them
     * @param answers what comes of each event at a state, as text
     */
    static <S> void assertEvery(
            String table, Class<S> states, Map<String, S> samples, Function<S, Map<String, String>> answers) {
        assertEquals(
                Arrays.stream(states.getPermittedSubclasses()).collect(Collectors.toSet()),
                samples.values().stream().map(Object::getClass).collect(Collectors.toSet()),
                "a sample of every kind");
        TreeSet<String> actual = new TreeSet<>();
        samples.forEach((name, state) ->
                answers.apply(state).forEach((event, answer) -> actual.add(name + " " + event + ": " + answer)));
        assertEquals(new TreeSet<>(table.lines().toList()), actual);
    }

    /** The next state and the effects of a step. */
    static String text(Step<?> step) {
        return name(step.next())
                + step.effects().stream().map(effect -> " " + name(effect)).collect(Collectors.joining());
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
