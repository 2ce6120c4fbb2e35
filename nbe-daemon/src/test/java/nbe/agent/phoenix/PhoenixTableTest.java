package nbe.agent.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkEvent.Confirmed;
import nbe.agent.link.LinkEvent.Heard;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import org.junit.jupiter.api.Test;

/** Every state answers every command and event, as the table says. */
class PhoenixTableTest {
    private static final LinkCause CAUSE = new LinkCause(Kind.IO, "gone");
    private static final String REFUSED =
            "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\"no\"}}]";
    private static final String ERROR = "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_error\",{}]";
    private static final String REQUEST = "[null,null,\"endpoint:desk-7\",\"presence\",{}]";

    /** One link in a state; what it asked of the transport to get there is forgotten. */
    private static final class Rig extends PhoenixRig {
        List<LinkEvent> told = List.of();

        Rig in(Class<?> kind) {
            switch (kind.getSimpleName()) {
                case "Unconnected" -> assertEquals(0, link.state().link());
                case "Connecting" -> link.connect(5);
                case "Joining" -> opened();
                case "Joined" -> joined();
                case "Left" -> {
                    joined();
                    hears(ERROR);
                }
                case "Closing" -> {
                    joined();
                    link.close(5, 1000, "");
                }
                default -> throw new AssertionError("no sample of the state " + kind);
            }
            asked.clear();
            return this;
        }

        private void opened() {
            link.connect(5);
            hears(new Opened(1, "here"));
            hears(new Sent(1));
        }

        void onEvent(LinkEvent event) {
            told = hears(event);
        }

        void onText(String text) {
            told = hears(text);
        }

        /** The state, the events for the machine and the calls to the transport. */
        String outcome() {
            List<String> words = new ArrayList<>();
            words.add(link.state().getClass().getSimpleName());
            told.forEach(event -> words.add(event.getClass().getSimpleName() + " " + event.link()));
            asked.forEach(call -> words.add("<" + call.replaceFirst("^1 \\[.*\"(\\w+)\",\\{.*", "send $1") + ">"));
            return String.join(" ", words);
        }
    }

    private interface Action {
        void on(Rig rig);
    }

    private static Map<String, Action> actions() {
        Map<String, Action> actions = new LinkedHashMap<>();
        actions.put("connect", rig -> rig.link.connect(6));
        actions.put("send", rig -> rig.link.send(5, PhoenixRig.INTENT));
        actions.put("send of another", rig -> rig.link.send(4, PhoenixRig.INTENT));
        actions.put("ping", rig -> rig.link.ping(5));
        actions.put("readOn", rig -> rig.link.readOn(5));
        actions.put("close", rig -> rig.link.close(5, 1000, ""));
        actions.put("abort", rig -> rig.link.abort(5, CAUSE));
        actions.put("abort of another", rig -> rig.link.abort(4, CAUSE));
        actions.put("resume", rig -> rig.link.onResume());
        actions.put("Opened", rig -> rig.onEvent(new Opened(1, "here")));
        actions.put("Heard", rig -> rig.onEvent(new Heard(1)));
        actions.put("Sent", rig -> {
            rig.link.send(5, PhoenixRig.INTENT);
            rig.asked.clear();
            rig.onEvent(new Sent(1));
        });
        actions.put("Confirmed", rig -> rig.onEvent(new Confirmed(1, 7)));
        actions.put("Lost", rig -> rig.onEvent(new Lost(1, CAUSE)));
        actions.put("Lost of another", rig -> rig.onEvent(new Lost(0, CAUSE)));
        actions.put("request", rig -> rig.onText(REQUEST));
        actions.put("other text", rig -> rig.onText("nonsense"));
        actions.put("join accepted", rig -> rig.onText(PhoenixRig.JOIN_OK));
        actions.put("join refused", rig -> rig.onText(REFUSED));
        actions.put("phx_error", rig -> rig.onText(ERROR));
        actions.put("phx_error in flight", rig -> {
            rig.link.send(5, PhoenixRig.INTENT);
            rig.asked.clear();
            rig.onText(ERROR);
        });
        actions.put("time", rig -> rig.told = rig.link.onTime(rig.now + 10_000_000_000L));
        actions.put("early", rig -> rig.told = rig.link.onTime(rig.now + 9_999_999_999L));
        actions.put("heartbeat missed", rig -> {
            rig.link.ping(5);
            rig.onEvent(new Sent(1));
            rig.asked.clear();
            rig.link.ping(5);
            rig.told = rig.link.onTime(rig.now);
        });
        return actions;
    }

    /** Everything that changes the state, reports an event or calls the transport; nothing else does. */
    private static final String TABLE = """
            Unconnected, connect: Connecting <connect 1>
            Connecting, connect: Connecting <connect 2>
            Connecting, close: Closing <close 1 1000>
            Connecting, abort: Unconnected <abort 1>
            Connecting, Opened: Joining <send phx_join>
            Connecting, Lost: Unconnected Lost 5
            Joining, connect: Connecting <connect 2>
            Joining, close: Closing <close 1 1000>
            Joining, abort: Unconnected <abort 1>
            Joining, Lost: Unconnected Lost 5
            Joining, request: Joining <readOn 1>
            Joining, other text: Unconnected Lost 5 <close 1 1000>
            Joining, join accepted: Joined Opened 5 <readOn 1>
            Joining, join refused: Unconnected Lost 5 <close 1 1000>
            Joining, phx_error: Unconnected Lost 5 <close 1 1000>
            Joining, phx_error in flight: Unconnected Lost 5 <close 1 1000>
            Joining, time: Unconnected Lost 5 <close 1 1001>
            Joined, connect: Connecting <connect 2>
            Joined, send: Joined <send intent>
            Joined, ping: Joined <send heartbeat>
            Joined, readOn: Joined <readOn 1>
            Joined, close: Closing <close 1 1000>
            Joined, abort: Unconnected <abort 1>
            Joined, Heard: Joined Heard 5
            Joined, Sent: Joined Sent 5
            Joined, Confirmed: Joined Confirmed 5
            Joined, Lost: Unconnected Lost 5
            Joined, request: Joined Text 5
            Joined, other text: Joined Text 5
            Joined, join accepted: Joined <readOn 1>
            Joined, join refused: Joined <readOn 1>
            Joined, phx_error: Left Lost 5 <readOn 1>
            Joined, phx_error in flight: Unconnected Lost 5 <abort 1>
            Joined, heartbeat missed: Unconnected Lost 5 <close 1 1001>
            Left, connect: Joining <send phx_join>
            Left, close: Closing <close 1 1000>
            Left, abort: Unconnected <abort 1>
            Left, resume: Unconnected <abort 1>
            Left, Lost: Unconnected
            Left, request: Left <readOn 1>
            Left, other text: Left <readOn 1>
            Left, join accepted: Left <readOn 1>
            Left, join refused: Left <readOn 1>
            Left, phx_error: Left <readOn 1>
            Left, phx_error in flight: Left <readOn 1>
            Closing, connect: Connecting <connect 2>
            Closing, close: Closing <close 1 1000>
            Closing, abort: Unconnected <abort 1>
            Closing, Lost: Unconnected Lost 5
            """;

    @Test
    void everyStateAnswersEverythingAsTheTableSays() {
        String actual = Arrays.stream(PhoenixState.class.getPermittedSubclasses())
                .flatMap(kind -> actions().entrySet().stream()
                        .map(action -> {
                            Rig rig = new Rig().in(kind);
                            assertEquals(kind, rig.link.state().getClass());
                            action.getValue().on(rig);
                            return kind.getSimpleName() + ", " + action.getKey() + ": " + rig.outcome();
                        })
                        .filter(line -> !line.endsWith(": " + kind.getSimpleName())))
                .collect(Collectors.joining("\n", "", "\n"));
        assertEquals(TABLE, actual);
    }
}
