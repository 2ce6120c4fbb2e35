package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every state of the session with every event, as the table says: the next state, what goes then, and what is dropped. */
class OutboxSessionTest extends OutboxRig {
    /** An outbox in each state that there is; a new state without an entry here fails the test. */
    private void enter(Class<?> state) {
        switch (state.getSimpleName()) {
            case "Closed" -> {}
            case "Greeting" -> outbox.opened(HELLO, Optional.empty(), List.of());
            case "AwaitingAdapters" -> {
                outbox.opened(HELLO, Optional.empty(), List.of());
                drain();
            }
            case "Introduced" -> {
                outbox.opened(HELLO, Optional.of(SCANNING), List.of());
                drain();
            }
            default -> throw new AssertionError("no outbox in the state " + state);
        }
        assertEquals(state, outbox.session().getClass());
    }

    private Map<String, Consumer<Outbox>> events() {
        Map<String, Consumer<Outbox>> events = new LinkedHashMap<>();
        events.put("opened", o -> o.opened(HELLO, Optional.empty(), List.of(weak(A))));
        events.put("opened, adapters known", o -> o.opened(HELLO, Optional.of(SCANNING), List.of(weak(A))));
        events.put("lost", o -> o.lost(true));
        events.put("adapters", o -> o.adapters(GONE, List.of(weak(A))));
        events.put("presence", o -> o.presence(weak(A)));
        events.put("intent", o -> o.intent(intent("tap", A)));
        events.put("intent, patience over", o -> {
            o.intent(intent("tap", A));
            now += Outbox.INTENT_PATIENCE;
        });
        events.put("intent, life over", o -> {
            o.intent(intent("tap", A));
            now += Outbox.INTENT_LIFE;
        });
        events.put("intent, lost", o -> {
            o.intent(intent("tap", A));
            o.next(now);
            o.lost(false);
        });
        events.put("answer", o -> o.answer(new Message("x", "answer")));
        events.put("replay", o -> o.replay(Optional.of(A), Optional.empty()));
        events.put("next", o -> o.next(now));
        events.put("sent", Outbox::sent);
        events.put("confirmed", o -> o.confirmed(1, now));
        events.put("slept", o -> {
            o.intent(intent("tap", A));
            o.slept();
        });
        events.put("end", o -> {
            o.intent(intent("tap", A));
            o.end();
        });
        return events;
    }

    private static final String TABLE = """
            Closed opened: Greeting, sends hello
            Closed opened, adapters known: Greeting, sends hello, ble_ready, presence weak A
            Closed lost: Closed
            Closed adapters: Closed
            Closed presence: Closed
            Closed intent: Closed
            Closed intent, patience over: Closed
            Closed intent, life over: Closed
            Closed intent, lost: Closed
            Closed answer: Closed
            Closed replay: Closed
            Closed next: Closed
            Closed sent: Closed
            Closed confirmed: Closed
            Closed slept: Closed, drops tap SLEPT
            Closed end: Closed, drops tap ENDED
            Greeting opened: Greeting, sends hello
            Greeting opened, adapters known: Greeting, sends hello, ble_ready, presence weak A
            Greeting lost: Closed
            Greeting adapters: Greeting, sends hello, error 5000, presence weak A
            Greeting presence: Greeting, sends hello
            Greeting intent: Greeting, sends hello
            Greeting intent, patience over: Greeting, sends hello, tap
            Greeting intent, life over: Greeting, sends hello, drops tap TOO_OLD
            Greeting intent, lost: Closed
            Greeting answer: Greeting, sends hello, answer
            Greeting replay: Greeting, sends hello
            Greeting next: AwaitingAdapters
            Greeting sent: Greeting, sends hello
            Greeting confirmed: Greeting, sends hello
            Greeting slept: Greeting, sends hello, drops tap SLEPT
            Greeting end: Closed, drops tap ENDED
            AwaitingAdapters opened: Greeting, sends hello
            AwaitingAdapters opened, adapters known: Greeting, sends hello, ble_ready, presence weak A
            AwaitingAdapters lost: Closed
            AwaitingAdapters adapters: Introduced, sends error 5000, presence weak A
            AwaitingAdapters presence: AwaitingAdapters
            AwaitingAdapters intent: AwaitingAdapters
            AwaitingAdapters intent, patience over: AwaitingAdapters, sends tap
            AwaitingAdapters intent, life over: AwaitingAdapters, drops tap TOO_OLD
            AwaitingAdapters intent, lost: Closed
            AwaitingAdapters answer: AwaitingAdapters, sends answer
            AwaitingAdapters replay: AwaitingAdapters
            AwaitingAdapters next: AwaitingAdapters
            AwaitingAdapters sent: AwaitingAdapters
            AwaitingAdapters confirmed: AwaitingAdapters
            AwaitingAdapters slept: AwaitingAdapters, drops tap SLEPT
            AwaitingAdapters end: Closed, drops tap ENDED
            Introduced opened: Greeting, sends hello
            Introduced opened, adapters known: Greeting, sends hello, ble_ready, presence weak A
            Introduced lost: Closed
            Introduced adapters: Introduced, sends error 5000
            Introduced presence: Introduced, sends presence weak A
            Introduced intent: Introduced, sends tap
            Introduced intent, patience over: Introduced, sends tap
            Introduced intent, life over: Introduced, drops tap TOO_OLD
            Introduced intent, lost: Closed, drops tap UNCERTAIN
            Introduced answer: Introduced, sends answer
            Introduced replay: Introduced, sends presence absent A
            Introduced next: Introduced
            Introduced sent: Introduced
            Introduced confirmed: Introduced
            Introduced slept: Introduced, drops tap SLEPT
            Introduced end: Closed, drops tap ENDED
            """;

    @Test
    void everyStateTakesEveryEventAsTheTableSays() {
        Set<String> actual = Arrays.stream(Session.class.getPermittedSubclasses())
                .flatMap(state -> events().keySet().stream().map(event -> row(state, event)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(TABLE.lines().collect(Collectors.toCollection(TreeSet::new)), actual);
    }

    private static String row(Class<?> state, String event) {
        OutboxSessionTest rig = new OutboxSessionTest();
        rig.enter(state);
        rig.events().get(event).accept(rig.outbox);
        String row = state.getSimpleName() + " " + event + ": "
                + rig.outbox.session().getClass().getSimpleName();
        List<String> sent = rig.drain();
        row += sent.isEmpty() ? "" : ", sends " + String.join(", ", sent).replace(A.toString(), "A");
        return row + (rig.drops.isEmpty() ? "" : ", drops " + String.join(", ", rig.drops));
    }
}
