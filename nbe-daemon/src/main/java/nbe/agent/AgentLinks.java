package nbe.agent;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentTransport;
import nbe.agent.net.LinkTarget;
import nbe.agent.phoenix.PhoenixLink;

/** Selects the protocol over the WebSocket: plain text frames, or Phoenix channels. */
public final class AgentLinks {
    private AgentLinks() {}

    /**
     * The link for {@code target}.
     *
     * @param nanos monotonic clock
     * @param refused gets the operation of every message that the agent refused: {@code intent}, or {@code other}
     */
    public static AgentLink over(
            AgentTransport below, LinkTarget target, LongSupplier nanos, Consumer<String> refused) {
        return after(0, below, target, nanos, refused);
    }

    /**
     * The same in place of another link over the same transport.
     *
     * @param numbers connections of the machine so far: no WebSocket of the other link has a greater number
     */
    public static AgentLink after(
            long numbers, AgentTransport below, LinkTarget target, LongSupplier nanos, Consumer<String> refused) {
        return target.topic()
                .<AgentLink>map(topic -> new PhoenixLink(below, topic, numbers, nanos, refused))
                .orElse(() -> below);
    }
}
