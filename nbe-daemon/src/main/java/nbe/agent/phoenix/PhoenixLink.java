package nbe.agent.phoenix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.AgentProtocol;
import nbe.agent.link.AgentState;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.ForeignText;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLimits;
import nbe.base.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Phoenix channels, client side: a WebSocket, and on it the join of one topic. To the machine one join is one connection: it is
 * {@link LinkEvent.Opened} when the agent has taken it, and {@link LinkEvent.Lost} when it is refused, ended or unanswered.
 *
 * <p>Our messages are events of the topic: the event is the operation, the payload the envelope. A heartbeat goes out when the
 * machine wants a ping, and must be answered before the next. A channel that ends ({@code phx_error}, {@code phx_close}) leaves
 * the WebSocket as it is: the next connection of the machine, after its back-off, is another join on it. After a refusal, or with
 * a frame still on its way, the WebSocket is ended as well, so that nothing of the earlier join comes late.
 *
 * <pre>
 *          | connect        | Opened  | answer to join    | phx_error, phx_close | Lost         | 10 s over
 * ---------+----------------+---------+-------------------+----------------------+--------------+------------
 * NOTHING  | CONNECTING     |         |                   |                      |              |
 * CONNECTING|               | JOINING |                   |                      | NOTHING, Lost|
 * JOINING  |                |         | JOINED, Opened; or| NOTHING, Lost        | NOTHING, Lost| NOTHING, Lost
 *          |                |         |   NOTHING, Lost   |                      |              |
 * JOINED   |                |         |                   | LEFT, Lost           | NOTHING, Lost|
 * LEFT     | JOINING        |         |                   |                      | NOTHING      |
 * CLOSING  |                |         |                   |                      | NOTHING, Lost|
 * </pre>
 */
public final class PhoenixLink implements AgentLink {
    /** Contract section 5: an attempt takes no longer, the join included. */
    static final long ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(LinkLimits.CONTRACT.attemptMillis());

    /** Messages whose answers are still known by what they answer. */
    static final int REMEMBERED = 256;

    private static final Logger log = LoggerFactory.getLogger("agent");
    private static final String INTENT = "intent";

    /** @param mark of the ping that is to follow the frame, if one is */
    private record Held(String frame, OptionalLong mark) {}

    private enum Stage {
        NOTHING,
        CONNECTING,
        JOINING,
        JOINED,
        /** The WebSocket is open, the channel is not. */
        LEFT,
        CLOSING
    }

    private final AgentTransport below;
    private final String topic;
    private final LongSupplier nanos;
    private final Consumer<String> refused;

    private Stage stage = Stage.NOTHING;

    /** The machine's number of the connection. */
    private long link;

    /** The number of the WebSocket below. */
    private long socket;

    private String description = "";
    private long attemptUntil;
    private long refs;
    private String joinRef = "";

    /** Ours: the join, heartbeats. */
    private final Deque<String> own = new ArrayDeque<>();

    /** The machine's, held while one of ours is on its way. */
    private Optional<Held> held = Optional.empty();

    private boolean ownOnItsWay;
    private boolean messageOnItsWay;

    private Optional<String> heartbeat = Optional.empty();
    private boolean heartbeatMissed;
    private boolean refusalTold;

    /** Operations by the ref of their message, the newest ones. */
    private final Map<String, String> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    public PhoenixLink(AgentTransport below, String topic, LongSupplier nanos, Consumer<String> refused) {
        this.below = below;
        this.topic = topic;
        this.nanos = nanos;
        this.refused = refused;
    }

    // ---- what the machine wants

    @Override
    public void connect(long number) {
        link = number;
        attemptUntil = nanos.getAsLong() + ATTEMPT_NANOS;
        if (stage == Stage.LEFT) {
            join();
        } else {
            socket++;
            stage = Stage.CONNECTING;
            below.connect(socket);
        }
    }

    @Override
    public void send(long number, String text) {
        send(number, text, OptionalLong.empty());
    }

    /** The WebSocket's own ping follows the message: a channel need not answer one, a WebSocket must. */
    @Override
    public void send(long number, String text, long mark) {
        send(number, text, OptionalLong.of(mark));
    }

    private void send(long number, String text, OptionalLong mark) {
        if (stage != Stage.JOINED || number != link) {
            return;
        }
        String operation = PhoenixMessage.operation(text);
        String ref = nextRef();
        sent.put(ref, operation);
        String frame = PhoenixMessage.text(Optional.of(joinRef), ref, topic, operation, text);
        if (ownOnItsWay) {
            held = Optional.of(new Held(frame, mark));
        } else {
            sendBelow(frame, mark);
        }
    }

    private void sendBelow(String frame, OptionalLong mark) {
        messageOnItsWay = true;
        if (mark.isPresent()) {
            below.send(socket, frame, mark.getAsLong());
        } else {
            below.send(socket, frame);
        }
    }

    /** A heartbeat takes the place of the WebSocket's own ping: its answer shows that more than the socket is alive. */
    @Override
    public void ping(long number) {
        if (stage != Stage.JOINED || number != link) {
            return;
        }
        if (heartbeat.isPresent()) {
            heartbeatMissed = true;
            return;
        }
        String ref = nextRef();
        heartbeat = Optional.of(ref);
        own.add(PhoenixMessage.text(Optional.empty(), ref, PhoenixMessage.PHOENIX, PhoenixMessage.HEARTBEAT, "{}"));
        sendOwn();
    }

    @Override
    public void readOn(long number) {
        if (stage == Stage.JOINED && number == link) {
            below.readOn(socket);
        }
    }

    @Override
    public void close(long number, int code, String reason) {
        if (stage != Stage.NOTHING && number == link) {
            stage = Stage.CLOSING;
            below.close(socket, code, reason);
        }
    }

    @Override
    public void abort(long number, LinkCause cause) {
        if (stage != Stage.NOTHING && number == link) {
            breakOff(cause);
        }
    }

    @Override
    public void onResume() {
        if (stage == Stage.LEFT) {
            breakOff(AgentMachine.SLEPT);
        }
    }

    @Override
    public void close() {
        below.close();
    }

    // ---- what the WebSocket says

    @Override
    public List<LinkEvent> onEvent(LinkEvent event, long now) {
        if (event.link() != socket || stage == Stage.NOTHING) {
            return List.of();
        }
        if (event instanceof LinkEvent.Opened opened) {
            description = opened.description();
            join();
            return List.of();
        } else if (event instanceof LinkEvent.Heard) {
            return stage == Stage.JOINED ? List.of(new LinkEvent.Heard(link)) : List.of();
        } else if (event instanceof LinkEvent.Text text) {
            return onText(text.text());
        } else if (event instanceof LinkEvent.Sent) {
            return onSent();
        } else if (event instanceof LinkEvent.Confirmed confirmed) {
            return stage == Stage.JOINED ? List.of(new LinkEvent.Confirmed(link, confirmed.mark())) : List.of();
        } else if (event instanceof LinkEvent.Lost lost) {
            boolean known = stage == Stage.LEFT;
            forget();
            return known ? List.of() : List.of(new LinkEvent.Lost(link, lost.cause()));
        }
        throw new AssertionError(event);
    }

    private List<LinkEvent> onSent() {
        boolean message = messageOnItsWay;
        messageOnItsWay = false;
        ownOnItsWay = false;
        sendOwn();
        if (!ownOnItsWay && held.isPresent()) {
            Held next = held.get();
            held = Optional.empty();
            sendBelow(next.frame(), next.mark());
        }
        return message && stage == Stage.JOINED ? List.of(new LinkEvent.Sent(link)) : List.of();
    }

    private List<LinkEvent> onText(String text) {
        if (stage == Stage.CLOSING) {
            return List.of();
        }
        Optional<PhoenixMessage> message = PhoenixMessage.parse(text);
        if (message.isPresent() && isRequest(message.get())) {
            return List.of(new LinkEvent.Text(link, message.get().envelope()));
        }
        if (message.isEmpty() && stage == Stage.JOINED) {
            // in an array it is no message in any case, and gets the answer that such a thing gets
            return List.of(new LinkEvent.Text(link, "[" + text + "]"));
        }
        List<LinkEvent> told = message.isPresent() ? onControl(message.get()) : onForeignText();
        if (stage != Stage.NOTHING) {
            below.readOn(socket);
        }
        return told;
    }

    private boolean isRequest(PhoenixMessage message) {
        return stage == Stage.JOINED && message.topic().equals(topic) && message.isRequest() && isOfThisJoin(message);
    }

    private boolean isOfThisJoin(PhoenixMessage message) {
        return message.joinRef().isEmpty() || message.joinRef().get().equals(joinRef);
    }

    private List<LinkEvent> onForeignText() {
        if (stage != Stage.JOINING) {
            return List.of();
        }
        LinkCause cause = new LinkCause(
                Kind.JOIN,
                "does not speak it",
                description + ": the agent does not speak Phoenix channels of version " + AgentProtocol.PHOENIX_VERSION
                        + "; if it speaks without them, set agent_protocol = \"plain\"");
        return lose(cause, AgentMachine.NORMAL);
    }

    private List<LinkEvent> onControl(PhoenixMessage message) {
        if (message.event().equals(PhoenixMessage.REPLY)) {
            return onReply(message);
        }
        boolean ends =
                message.event().equals(PhoenixMessage.ERROR) || message.event().equals(PhoenixMessage.CLOSE);
        boolean joining = stage == Stage.JOINING || stage == Stage.JOINED;
        if (!ends || !joining || !message.topic().equals(topic) || !isOfThisJoin(message)) {
            log.debug("an event that asks nothing here is passed over: {}", Printable.bounded(message.event(), 40));
            return List.of();
        }
        String how = message.event().equals(PhoenixMessage.ERROR) ? " failed" : " was closed";
        return channelEnded("the agent's channel " + topic + how + " (" + message.event() + "); see its log");
    }

    private List<LinkEvent> onReply(PhoenixMessage reply) {
        Optional<String> ref = reply.ref();
        if (ref.isPresent() && ref.equals(heartbeat)) {
            heartbeat = Optional.empty();
            heartbeatMissed = false;
        } else if (stage == Stage.JOINING && ref.equals(Optional.of(joinRef))) {
            return onJoinReply(reply);
        } else if (stage == Stage.JOINED && ref.isPresent() && reply.topic().equals(topic)) {
            String operation = sent.remove(ref.get());
            if (operation != null && !reply.isOk()) {
                return onRefusal(operation, reply);
            }
        }
        return List.of();
    }

    private List<LinkEvent> onJoinReply(PhoenixMessage reply) {
        if (reply.isOk()) {
            stage = Stage.JOINED;
            return List.of(new LinkEvent.Opened(link, description + ", channel " + topic));
        }
        String hint = reply.saysNotJoined() ? " (it knows no such topic)" : "";
        return lose(
                new LinkCause(
                        Kind.JOIN,
                        "refused: " + ForeignText.withoutNumbers(reply.reason()),
                        description + ": the agent refuses the join of " + topic + ": " + reply.reason() + hint
                                + "; check endpoint_id, and what the agent lets in"),
                AgentMachine.NORMAL);
    }

    /** It was not taken, or not understood. It is not sent again: nobody knows what the agent did with it before. */
    private List<LinkEvent> onRefusal(String operation, PhoenixMessage reply) {
        // what is no intent is told once a join: an agent that understands nothing would fill the log
        boolean tell = operation.equals(INTENT) || !refusalTold;
        refusalTold = true;
        log.atLevel(tell ? Level.WARN : Level.DEBUG)
                .log("the agent refuses the message {}: {}", Printable.bounded(operation, 40), reply.reason());
        refused.accept(operation.equals(INTENT) ? INTENT : "other");
        return reply.saysNotJoined()
                ? channelEnded("the agent's channel " + topic + " is gone (" + reply.reason() + ")")
                : List.of();
    }

    // ---- time

    @Override
    public List<LinkEvent> onTime(long now) {
        if (heartbeatMissed && stage == Stage.JOINED) {
            String text = "no answer to a Phoenix heartbeat for "
                    + TimeUnit.NANOSECONDS.toSeconds(AgentState.Open.PING_NANOS) + " s";
            return lose(new LinkCause(Kind.SILENT, text), AgentMachine.GOING_AWAY);
        }
        if (stage == Stage.JOINING && now - attemptUntil >= 0) {
            LinkCause cause = new LinkCause(
                    Kind.JOIN,
                    "stuck",
                    "no connection within " + TimeUnit.NANOSECONDS.toSeconds(ATTEMPT_NANOS)
                            + " s, stuck in the join of "
                            + topic + " at " + description
                            + " (does the agent speak Phoenix channels? If not, set agent_protocol = \"plain\")");
            return lose(cause, AgentMachine.GOING_AWAY);
        }
        return List.of();
    }

    @Override
    public long deadlineNanos() {
        if (heartbeatMissed && stage == Stage.JOINED) {
            return nanos.getAsLong();
        }
        return stage == Stage.JOINING ? attemptUntil : Long.MAX_VALUE;
    }

    // ---- in common

    private void join() {
        stage = Stage.JOINING;
        joinRef = nextRef();
        own.add(PhoenixMessage.text(Optional.of(joinRef), joinRef, topic, PhoenixMessage.JOIN, "{}"));
        sendOwn();
    }

    private void sendOwn() {
        if (!ownOnItsWay && !messageOnItsWay && !own.isEmpty()) {
            ownOnItsWay = true;
            below.send(socket, own.remove());
        }
    }

    private String nextRef() {
        refs++;
        return Long.toString(refs);
    }

    private List<LinkEvent> channelEnded(String text) {
        LinkCause cause = new LinkCause(Kind.JOIN, text);
        if (stage != Stage.JOINED || messageOnItsWay || ownOnItsWay) {
            return lose(cause, AgentMachine.NORMAL);
        }
        forgetJoin();
        stage = Stage.LEFT;
        return List.of(new LinkEvent.Lost(link, cause));
    }

    /** The machine hears of it now, and no more of this WebSocket. */
    private List<LinkEvent> lose(LinkCause cause, int code) {
        if (messageOnItsWay) {
            breakOff(cause);
        } else {
            below.close(socket, code, cause.kind() == Kind.JOIN ? "no channel" : "no heartbeat");
            forget();
        }
        return List.of(new LinkEvent.Lost(link, cause));
    }

    private void breakOff(LinkCause cause) {
        below.abort(socket, cause);
        forget();
    }

    private void forget() {
        stage = Stage.NOTHING;
        ownOnItsWay = false;
        messageOnItsWay = false;
        own.clear();
        forgetJoin();
    }

    private void forgetJoin() {
        held = Optional.empty();
        heartbeat = Optional.empty();
        heartbeatMissed = false;
        refusalTold = false;
        sent.clear();
    }
}
