package nbe.agent.phoenix;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.AgentProtocol;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.PeerText;

/**
 * The join waits for its answer.
 *
 * @param description the agent's address, for messages
 * @param joinRef reference of the join, which marks everything that belongs to it
 * @param untilNanos when the attempt ends
 */
record Joining(
        PhoenixTopic topic, long link, PhoenixSocket webSocket, String description, String joinRef, long untilNanos)
        implements PhoenixState {
    /** Sends the join. */
    static Joining begin(PhoenixTopic topic, long link, PhoenixSocket socket, String description, long untilNanos) {
        String joinRef = topic.nextRef();
        socket.sendOwn(topic.event(joinRef, joinRef, PhoenixMessage.JOIN, "{}", OptionalLong.empty()));
        return new Joining(topic, link, socket, description, joinRef, untilNanos);
    }

    @Override
    public Optional<PhoenixSocket> socket() {
        return Optional.of(webSocket);
    }

    @Override
    public long deadlineNanos(long now) {
        return untilNanos;
    }

    @Override
    public Step onSent() {
        webSocket.onSent();
        return stay();
    }

    @Override
    public Step onMessage(PhoenixMessage message) {
        Step step = stay();
        if (message.endsChannel(topic, joinRef)) {
            step = lose(AgentMachine.NORMAL, message.channelEnd(topic));
        } else if (message.event().equals(PhoenixMessage.REPLY) && message.ref().equals(Optional.of(joinRef))) {
            step = onReply(message);
        }
        if (step.next().socket().isPresent()) {
            webSocket.readOn();
        }
        return step;
    }

    private Step onReply(PhoenixMessage reply) {
        if (reply.isOk()) {
            return Step.to(Joined.begin(this), new Opened(link, description + ", channel " + topic));
        }
        String hint = reply.saysNotJoined() ? " (it knows no such topic)" : "";
        return lose(
                AgentMachine.NORMAL,
                new LinkCause(
                        Kind.JOIN,
                        "refused: " + PeerText.withoutNumbers(reply.reason()),
                        description + ": the agent refuses the join of " + topic + ": " + reply.reason() + hint
                                + "; check endpoint_id, and what the agent lets in"));
    }

    @Override
    public Step onOtherText(String text) {
        return lose(
                AgentMachine.NORMAL,
                new LinkCause(
                        Kind.JOIN,
                        "does not speak it",
                        description + ": the agent does not speak Phoenix channels of version "
                                + AgentProtocol.PHOENIX_VERSION
                                + "; if it speaks without them, set agent_protocol = \"plain\""));
    }

    @Override
    public Step onTime(long now) {
        if (now - untilNanos < 0) {
            return stay();
        }
        LinkCause cause = new LinkCause(
                Kind.JOIN,
                "stuck",
                "no connection within " + TimeUnit.NANOSECONDS.toSeconds(Connecting.ATTEMPT_NANOS)
                        + " s, stuck in the join of "
                        + topic + " at " + description
                        + " (does the agent speak Phoenix channels? If not, set agent_protocol = \"plain\")");
        return lose(AgentMachine.GOING_AWAY, cause);
    }
}
