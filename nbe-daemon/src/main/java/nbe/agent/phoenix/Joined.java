package nbe.agent.phoenix;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.AgentState;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Confirmed;
import nbe.agent.link.LinkEvent.Heard;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;
import nbe.base.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The channel is joined: to the machine, the connection is open.
 *
 * @param sent messages whose replies are outstanding
 * @param heartbeat reference of the heartbeat that waits for its answer
 * @param heartbeatMissed the next heartbeat was due before that answer came
 * @param refusalLogged a refused message of this join stands in the log at WARN
 */
record Joined(
        PhoenixTopic topic,
        long link,
        PhoenixSocket webSocket,
        String description,
        String joinRef,
        SentMessages sent,
        Optional<String> heartbeat,
        boolean heartbeatMissed,
        boolean refusalLogged)
        implements PhoenixState {
    private static final Logger LOG = LoggerFactory.getLogger("agent");
    private static final String INTENT = "intent";

    static Joined begin(Joining joining) {
        return new Joined(
                joining.topic(),
                joining.link(),
                joining.webSocket(),
                joining.description(),
                joining.joinRef(),
                new SentMessages(),
                Optional.empty(),
                false,
                false);
    }

    private Joined withHeartbeat(Optional<String> ref, boolean missed) {
        return new Joined(topic, link, webSocket, description, joinRef, sent, ref, missed, refusalLogged);
    }

    private Joined withRefusalLogged() {
        return new Joined(topic, link, webSocket, description, joinRef, sent, heartbeat, heartbeatMissed, true);
    }

    @Override
    public Optional<PhoenixSocket> socket() {
        return Optional.of(webSocket);
    }

    // ---- commands of the machine

    /** The WebSocket's own ping follows the message: a channel need not answer one, a WebSocket must. */
    @Override
    public PhoenixState onSend(Frame frame) {
        String ref = topic.nextRef();
        sent.add(ref, frame.operation());
        webSocket.sendMessage(topic.event(joinRef, ref, frame.operation(), frame.text(), frame.mark()));
        return this;
    }

    /** Sends a heartbeat instead of the WebSocket's ping: its answer shows that more than the socket is alive. */
    @Override
    public PhoenixState onPing() {
        if (heartbeat.isPresent()) {
            return withHeartbeat(heartbeat, true);
        }
        String ref = topic.nextRef();
        webSocket.sendOwn(Frame.unmarked(
                PhoenixMessage.HEARTBEAT,
                PhoenixMessage.text(Optional.empty(), ref, PhoenixMessage.PHOENIX, PhoenixMessage.HEARTBEAT, "{}")));
        return withHeartbeat(Optional.of(ref), false);
    }

    @Override
    public void onReadOn() {
        webSocket.readOn();
    }

    // ---- events of the WebSocket

    @Override
    public Step onHeard() {
        return Step.to(this, new Heard(link));
    }

    @Override
    public Step onSent() {
        return webSocket.onSent() ? Step.to(this, new Sent(link)) : stay();
    }

    @Override
    public Step onConfirmed(long mark) {
        return Step.to(this, new Confirmed(link, mark));
    }

    /** In an array it is no message in any case: the core answers it as a malformed message. */
    @Override
    public Step onOtherText(String text) {
        return Step.to(this, new Text(link, "[" + text + "]"));
    }

    @Override
    public Step onMessage(PhoenixMessage message) {
        if (topic.isOf(message) && message.isRequest() && message.isOfJoin(joinRef)) {
            return Step.to(this, new Text(link, message.envelope()));
        }
        Step step = stay();
        if (message.event().equals(PhoenixMessage.REPLY)) {
            step = onReply(message);
        } else if (message.endsChannel(topic, joinRef)) {
            step = channelEnded(message.channelEnd(topic));
        } else {
            LOG.debug("ignored an event that is no request: {}", Printable.bounded(message.event(), 40));
        }
        if (step.next().socket().isPresent()) {
            webSocket.readOn();
        }
        return step;
    }

    private Step onReply(PhoenixMessage reply) {
        if (reply.ref().isPresent() && reply.ref().equals(heartbeat)) {
            return Step.to(withHeartbeat(Optional.empty(), false));
        }
        Optional<String> operation = topic.isOf(reply) ? reply.ref().flatMap(sent::take) : Optional.empty();
        return operation.isPresent() && !reply.isOk() ? onRefusal(operation.get(), reply) : stay();
    }

    /**
     * The agent refuses a message, or does not understand it. It is not sent again: the agent may have acted on it. Of refusals other
     * than of intents the log has one a join at WARN: an agent that understands no message would fill it.
     */
    private Step onRefusal(String operation, PhoenixMessage reply) {
        boolean isIntent = operation.equals(INTENT);
        LOG.atLevel(isIntent || !refusalLogged ? Level.WARN : Level.DEBUG)
                .log("the agent refuses the message {}: {}", Printable.bounded(operation, 40), reply.reason());
        topic.refused(isIntent ? INTENT : "other");
        return reply.saysNotJoined()
                ? channelEnded(
                        new LinkCause(Kind.JOIN, "the agent's channel " + topic + " is gone (" + reply.reason() + ")"))
                : Step.to(withRefusalLogged());
    }

    /** With a frame in flight the WebSocket ends as well, so that nothing of this join arrives late. */
    private Step channelEnded(LinkCause cause) {
        return webSocket.isQuiet()
                ? Step.to(new PhoenixState.Left(topic, link, webSocket, description), new Lost(link, cause))
                : lose(AgentMachine.NORMAL, cause);
    }

    // ---- time

    @Override
    public long deadlineNanos(long now) {
        return heartbeatMissed ? now : Long.MAX_VALUE;
    }

    @Override
    public Step onTime(long now) {
        if (!heartbeatMissed) {
            return stay();
        }
        String text = "no answer to a Phoenix heartbeat for "
                + TimeUnit.NANOSECONDS.toSeconds(AgentState.Open.PING_NANOS) + " s";
        return lose(AgentMachine.GOING_AWAY, new LinkCause(Kind.SILENT, text));
    }
}
