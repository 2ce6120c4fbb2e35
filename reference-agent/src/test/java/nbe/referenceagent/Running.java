package nbe.referenceagent;

import java.time.Duration;
import java.util.function.UnaryOperator;
import nbe.referenceagent.net.AgentStartException;
import nbe.referenceagent.net.Keepalive;

/** Agents for tests: on any free ports. */
public final class Running {
    private Running() {}

    public static ReferenceAgent agent() throws AgentStartException {
        return agent(options -> options);
    }

    public static ReferenceAgent agent(UnaryOperator<AgentOptions.Builder> more) throws AgentStartException {
        return agent(more, Keepalive.STANDARD);
    }

    public static ReferenceAgent agent(UnaryOperator<AgentOptions.Builder> more, Keepalive keepalive)
            throws AgentStartException {
        ReferenceAgent agent = new ReferenceAgent(
                more.apply(AgentOptions.builder().endpointsPort(0).webApiPort(0))
                        .build(),
                keepalive);
        agent.start();
        return agent;
    }

    public static Keepalive impatient() {
        return new Keepalive(
                Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300));
    }
}
