package nbe.referenceagent;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** Agents for tests: on any free ports. */
final class Running {
    private Running() {}

    static ReferenceAgent agent() throws AgentStartException {
        return agent(options -> options);
    }

    static ReferenceAgent agent(UnaryOperator<AgentOptions.Builder> more) throws AgentStartException {
        return agent(more, Keepalive.STANDARD);
    }

    static ReferenceAgent agent(UnaryOperator<AgentOptions.Builder> more, Keepalive keepalive)
            throws AgentStartException {
        ReferenceAgent agent = new ReferenceAgent(
                more.apply(AgentOptions.builder().endpointsPort(0).webApiPort(0))
                        .build(),
                keepalive);
        agent.start();
        return agent;
    }

    static Keepalive impatient() {
        return new Keepalive(
                Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300));
    }
}
