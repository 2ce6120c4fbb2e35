package nbe.agent.phoenix;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.agent.phoenix.PhoenixState.Step;

/**
 * Phoenix channels, client side: a WebSocket, and on it the join of one topic. To the machine one join is one connection:
 * {@link LinkEvent.Opened} when the agent has accepted it, {@link LinkEvent.Lost} when it is refused, ended or unanswered.
 *
 * <p>Messages of the machine are events of the topic: the event is the operation, the payload the envelope. A heartbeat goes out when the
 * machine asks for a ping, and the agent must answer it before the next. A channel that ends ({@code phx_error}, {@code phx_close})
 * leaves the WebSocket open: the next connection of the machine, after its back-off, is another join on it. After a refusal, or with a
 * frame in flight, the link ends the WebSocket as well, so that nothing of the earlier join arrives late.
 *
 * <p>State × event → state, events for the machine. An empty field: nothing changes. The link ignores commands for earlier connections of
 * the machine, and events of earlier WebSockets.
 *
 * <pre>
 *                   | Unconnected | Connecting  | Joining     | Joined        | Left        | Closing
 * ------------------+-------------+-------------+-------------+---------------+-------------+------------
 * connect           | Connecting  | Connecting  | Connecting  | Connecting    | Joining     | Connecting
 * send, ping, readOn|             |             |             | Joined        |             |
 * close             |             | Closing     | Closing     | Closing       | Closing     | Closing
 * abort             |             | Unconnected | Unconnected | Unconnected   | Unconnected | Unconnected
 * resume            |             |             |             |               | Unconnected |
 * Opened            |             | Joining     |             |               |             |
 * Heard, Confirmed  |             |             |             | same          |             |
 * Sent of a message |             |             |             | Sent          |             |
 * request           |             |             |             | Text          |             |
 * other text        |             |             | Unconnected,| Text          |             |
 *                   |             |             |   Lost      |               |             |
 * reply to join     |             |             | Joined,     |               |             |
 *                   |             |             |   Opened; or|               |             |
 *                   |             |             |  Unconnected|               |             |
 *                   |             |             |   Lost      |               |             |
 * phx_error,        |             |             | Unconnected,| Left, Lost; or|             |
 *   phx_close       |             |             |   Lost      |  Unconnected, |             |
 *                   |             |             |             |   Lost        |             |
 * Lost              |             | Unconnected,| Unconnected,| Unconnected,  | Unconnected | Unconnected,
 *                   |             |   Lost      |   Lost      |   Lost        |             |   Lost
 * time (when due)   |             |             | Unconnected,| Unconnected,  |             |
 *                   |             |             |   Lost      |   Lost        |             |
 * </pre>
 */
public final class PhoenixLink implements AgentLink {
    private final AgentTransport below;
    private final LongSupplier nanos;
    private final LinkEvent.Handler<Step> steps = new Steps();
    private PhoenixState state;

    /**
     * @param numbers WebSockets of the transport so far have numbers up to this one
     * @param nanos monotonic clock
     * @param refused gets the operation of every message that the agent refused: {@code intent}, or {@code other}
     */
    public PhoenixLink(AgentTransport below, String topic, long numbers, LongSupplier nanos, Consumer<String> refused) {
        this.below = below;
        this.nanos = nanos;
        this.state = new PhoenixState.Unconnected(new PhoenixTopic(topic, below, numbers, refused));
    }

    /** For tests. */
    PhoenixState state() {
        return state;
    }

    @Override
    public AgentTransport below() {
        return below;
    }

    // ---- commands of the machine

    @Override
    public void connect(long link) {
        state = state.onConnect(link, nanos.getAsLong());
    }

    @Override
    public void send(long link, Frame frame) {
        if (link == state.link()) {
            state = state.onSend(frame);
        }
    }

    @Override
    public void ping(long link) {
        if (link == state.link()) {
            state = state.onPing();
        }
    }

    @Override
    public void readOn(long link) {
        if (link == state.link()) {
            state.onReadOn();
        }
    }

    @Override
    public void close(long link, int code, String reason) {
        if (link == state.link()) {
            state = state.onClose(code, reason);
        }
    }

    @Override
    public void abort(long link, LinkCause cause) {
        if (link == state.link()) {
            state = state.onAbort(cause);
        }
    }

    @Override
    public void onResume() {
        state = state.onResume();
    }

    // ---- events of the WebSocket

    @Override
    public List<LinkEvent> onEvent(LinkEvent event, long now) {
        boolean current =
                state.socket().filter(socket -> socket.number() == event.link()).isPresent();
        return current ? take(event.on(steps, now)) : List.of();
    }

    /** Passes each event to the state. */
    private final class Steps implements LinkEvent.Handler<Step> {
        @Override
        public Step opened(LinkEvent.Opened event, long now) {
            return state.onOpened(event.description());
        }

        @Override
        public Step heard(LinkEvent.Heard event, long now) {
            return state.onHeard();
        }

        @Override
        public Step text(LinkEvent.Text event, long now) {
            Optional<PhoenixMessage> message = PhoenixMessage.parse(event.text());
            return message.isPresent() ? state.onMessage(message.get()) : state.onOtherText(event.text());
        }

        @Override
        public Step sent(LinkEvent.Sent event, long now) {
            return state.onSent();
        }

        @Override
        public Step confirmed(LinkEvent.Confirmed event, long now) {
            return state.onConfirmed(event.mark());
        }

        @Override
        public Step lost(LinkEvent.Lost event, long now) {
            return state.onLost(event.cause());
        }
    }

    @Override
    public List<LinkEvent> onTime(long now) {
        return take(state.onTime(now));
    }

    @Override
    public long deadlineNanos() {
        return state.deadlineNanos(nanos.getAsLong());
    }

    private List<LinkEvent> take(Step step) {
        state = step.next();
        return step.events();
    }
}
