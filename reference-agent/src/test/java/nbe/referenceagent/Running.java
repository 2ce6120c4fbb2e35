package nbe.referenceagent;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import nbe.referenceagent.net.AgentStartException;
import nbe.referenceagent.net.Keepalive;
import nbe.testing.WebSocketClient;

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

    /** Connected as an NEA. */
    public static WebSocketClient nea(ReferenceAgent agent) {
        return WebSocketClient.open(HttpClient.newHttpClient(), "ws://127.0.0.1:" + agent.webApiPort() + "/nymi");
    }

    /** Connected as an endpoint, named, and with a scanning adapter. */
    public static WebSocketClient endpoint(ReferenceAgent agent, String id) {
        return WebSocketClient.open(HttpClient.newHttpClient(), agent.endpointsUrl())
                .send("endpoint", "{\"endpoint_id\":\"" + id + "\",\"version\":\"0.1.0\",\"platform\":\"test\"}")
                .send("ble_ready", "{}");
    }
}
