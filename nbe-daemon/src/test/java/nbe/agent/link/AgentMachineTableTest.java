package nbe.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nbe.agent.link.AgentEffect.LinkLost;
import nbe.agent.link.AgentEffect.Ping;
import nbe.agent.link.AgentState.Step;
import org.junit.jupiter.api.Test;

/** Every state answers every event, as the table says. */
class AgentMachineTableTest extends AgentMachineRig {

    /** One state of every kind that there is; a new one without an entry here fails the test. */
    private static AgentState sample(Class<?> kind) {
        return switch (kind.getSimpleName()) {
            case "Waiting" -> new AgentState.Waiting(7, 1, 0);
            case "Connecting" -> new AgentState.Connecting(7, 1, -11 * SECOND);
            case "Open" -> new AgentState.Open(7, 1, -60 * SECOND, -60 * SECOND, 0);
            case "Closing" -> new AgentState.Closing(7, 1, SECOND, 0);
            case "Stopping" -> new AgentState.Stopping(7, 0);
            case "Stopped" -> new AgentState.Stopped(7);
            default -> throw new AssertionError("no sample of the state " + kind);
        };
    }

    /** Every event, at the time 0, at which all samples above are due. */
    private static Map<String, Step> answers(AgentState state) {
        Map<String, Step> answers = new TreeMap<>();
        answers.put("Opened", state.onOpened("here", 0));
        answers.put("Heard", state.onHeard(0));
        answers.put("Text", state.onText("{}", 0));
        answers.put("Sent", state.onSent(0));
        answers.put("Lost", state.onLost(CAUSE, 0, 0.5));
        answers.put("time", state.onTime(0, 0.5));
        answers.put("early", state.onTime(-20 * SECOND, 0.5));
        answers.put("resume", state.onResume(0));
        answers.put("given up", state.onGivenUp(CAUSE, 0, 0.5));
        answers.put("start anew", state.onStartAnew(CAUSE, 0));
        answers.put("stop", state.onStop(0));
        return answers;
    }

    private static final String TABLE = """
            Waiting Opened: Waiting
            Waiting Heard: Waiting
            Waiting Text: Waiting
            Waiting Sent: Waiting
            Waiting Lost: Waiting
            Waiting time: Connecting Connect 8
            Waiting early: Waiting
            Waiting resume: Connecting Connect 8
            Waiting given up: Waiting
            Waiting start anew: Waiting
            Waiting stop: Stopped
            Connecting Opened: Open Opened 7
            Connecting Heard: Connecting
            Connecting Text: Connecting
            Connecting Sent: Connecting
            Connecting Lost: Waiting ConnectFailed 7
            Connecting time: Waiting Abort 7 ConnectFailed 7
            Connecting early: Connecting
            Connecting resume: Connecting Abort 7 Connect 8
            Connecting given up: Waiting Abort 7 ConnectFailed 7
            Connecting start anew: Waiting Abort 7
            Connecting stop: Stopped Abort 7
            Open Opened: Open
            Open Heard: Open
            Open Text: Open Received 7
            Open Sent: Open Sent 7
            Open Lost: Waiting LinkLost 7
            Open time: Closing Close 7 LinkLost 7
            Open early: Open Settled 7
            Open resume: Connecting Abort 7 LinkLost 7 Connect 8
            Open given up: Waiting Abort 7 LinkLost 7
            Open start anew: Waiting Close 7 LinkLost 7
            Open stop: Stopping Close 7 LinkLost 7
            Closing Opened: Closing
            Closing Heard: Closing
            Closing Text: Closing
            Closing Sent: Closing
            Closing Lost: Waiting
            Closing time: Waiting Abort 7
            Closing early: Closing
            Closing resume: Connecting Abort 7 Connect 8
            Closing given up: Waiting Abort 7
            Closing start anew: Waiting Abort 7
            Closing stop: Stopping
            Stopping Opened: Stopping
            Stopping Heard: Stopping
            Stopping Text: Stopping
            Stopping Sent: Stopping
            Stopping Lost: Stopped
            Stopping time: Stopped Abort 7
            Stopping early: Stopping
            Stopping resume: Stopping
            Stopping given up: Stopped Abort 7
            Stopping start anew: Stopping
            Stopping stop: Stopping
            Stopped Opened: Stopped
            Stopped Heard: Stopped
            Stopped Text: Stopped
            Stopped Sent: Stopped
            Stopped Lost: Stopped
            Stopped time: Stopped
            Stopped early: Stopped
            Stopped resume: Stopped
            Stopped given up: Stopped
            Stopped start anew: Stopped
            Stopped stop: Stopped
            """;

    @Test
    void everyStateAnswersEveryEventAsTheTableSays() {
        Set<String> actual = Arrays.stream(AgentState.class.getPermittedSubclasses())
                .flatMap(kind -> answers(sample(kind)).entrySet().stream()
                        .map(e -> kind.getSimpleName() + " " + e.getKey() + ": "
                                + e.getValue().next().getClass().getSimpleName()
                                + e.getValue().effects().stream()
                                        .map(effect -> " " + name(effect))
                                        .collect(Collectors.joining())))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        assertEquals(TABLE.lines().collect(Collectors.toCollection(java.util.TreeSet::new)), actual);
    }

    @Test
    void openedAndLinkLostAlternateWhateverHappens() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            AgentMachine any = new AgentMachine(random, 0);
            long time = 0;
            boolean open = false;
            List<String> history = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                time += random.nextInt(3) == 0 ? random.nextLong(30 * SECOND) : random.nextLong(SECOND);
                long of = Math.max(0, any.state().link() - random.nextInt(2));
                List<AgentEffect> effects = switch (random.nextInt(9)) {
                    case 0, 1 -> any.onEvent(new LinkEvent.Opened(of, ""), time);
                    case 2 -> any.onEvent(new LinkEvent.Heard(of), time);
                    case 3 -> any.onEvent(new LinkEvent.Text(of, ""), time);
                    case 4 -> any.onEvent(new LinkEvent.Lost(of, CAUSE), time);
                    case 5 -> any.onResume(time);
                    case 6 -> any.giveUp(CAUSE, time);
                    case 7 -> random.nextInt(50) == 0 ? any.stop(time) : List.of();
                    default -> any.onTime(time);
                };
                for (AgentEffect effect : effects) {
                    history.add(name(effect));
                    if (effect instanceof AgentEffect.Opened) {
                        assertFalse(open, "seed " + seed + ": opened twice: " + history);
                        open = true;
                    } else if (effect instanceof LinkLost) {
                        assertTrue(open, "seed " + seed + ": lost without having been open: " + history);
                        open = false;
                    } else if (effect instanceof AgentEffect.Received || effect instanceof Ping) {
                        assertTrue(open, "seed " + seed + ": " + effect + " while not open: " + history);
                    }
                }
                assertEquals(open, any.isOpen(), "seed " + seed + ": " + history);
            }
        }
    }
}
