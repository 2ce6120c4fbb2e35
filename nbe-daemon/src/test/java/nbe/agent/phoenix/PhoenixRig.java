package nbe.agent.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;

/** A Phoenix link over a transport that records what it is asked for. */
abstract class PhoenixRig {
    static final String TOPIC = "endpoint:desk-7";

    static final String JOIN_OK = "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]";

    static final Frame INTENT = Frame.unmarked(
            "intent",
            "{\"operation\":\"intent\",\"exchange\":null,\"payload\":{\"type\":\"BLE\"},\"status\":0,\"error\":{}}");

    static final Frame HELLO = Frame.unmarked(
            "endpoint", "{\"operation\":\"endpoint\",\"exchange\":null,\"payload\":{},\"status\":0,\"error\":{}}");

    /** What was asked of the WebSocket, in order. */
    final List<String> asked = new ArrayList<>();

    final List<String> refused = new ArrayList<>();

    long now = -TimeUnit.SECONDS.toNanos(7);

    final PhoenixLink link = new PhoenixLink(new Recorder(), TOPIC, 0, () -> now, refused::add);

    final class Recorder implements AgentTransport {
        @Override
        public void connect(long number) {
            asked.add("connect " + number);
        }

        @Override
        public void send(long number, Frame frame) {
            String ping = frame.mark().isPresent() ? " ping " + frame.mark().getAsLong() : "";
            asked.add(number + " " + frame.text() + ping);
        }

        @Override
        public void ping(long number) {
            asked.add("ping " + number);
        }

        @Override
        public void readOn(long number) {
            asked.add("readOn " + number);
        }

        @Override
        public void close(long number, int code, String reason) {
            asked.add("close " + number + " " + code);
        }

        @Override
        public void abort(long number, LinkCause cause) {
            asked.add("abort " + number);
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }

    List<LinkEvent> hears(LinkEvent event) {
        return link.onEvent(event, now);
    }

    List<LinkEvent> hears(String frame) {
        return hears(new Text(1, frame));
    }

    /** Connected and joined as the machine's connection 5; all that was asked so far is forgotten. */
    void joined() {
        link.connect(5);
        hears(new Opened(1, "10.0.0.5:443"));
        hears(new Sent(1));
        assertEquals(List.of(new Opened(5, "10.0.0.5:443, channel endpoint:desk-7")), hears(JOIN_OK));
        asked.clear();
    }

    static LinkCause cause(List<LinkEvent> events) {
        assertEquals(1, events.size(), events.toString());
        return ((Lost) events.get(0)).cause();
    }
}
